package dev.roadstead.sandbox.api;

import dev.roadstead.sandbox.kind.Kind;
import dev.roadstead.sandbox.store.Key;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Failures that a test orders: the next N requests or watch events that match get the effect instead of (or beside)
/// their answer.
public final class Faults {

    /// What to hit: a Kubernetes verb (`get`, `list`, `watch`, `create`, `update`, `patch`, `delete`,
    /// `deletecollection`; `*` for any), a plural and an object name (`*` for any of either). `pods` hits its
    /// subresources, too; `pods/status` hits that one alone.
    public record Target(String verb, String plural, String name) {

        public static Target of(String verb, String plural) {
            return new Target(verb, plural, "*");
        }

        private boolean matches(String verb, String plural, String subresource, String name) {
            boolean resource = is(this.plural, plural) || this.plural.equals(plural + "/" + subresource);
            return is(this.verb, verb) && resource && is(this.name, name);
        }

        private static boolean is(String pattern, String value) {
            return pattern.equals("*") || pattern.equals(value);
        }
    }

    /// What happens.
    public sealed interface Effect {

        /// The request is answered with this code (409, 410, 429, 500, 503) and not carried out.
        record Answer(int code, int retryAfterSeconds) implements Effect {}

        /// The request is carried out, but the connection is cut instead of an answer.
        record CutAfter() implements Effect {}

        /// The request is not carried out, and not answered either: the connection is cut after this time, or once the
        /// faults are cleared.
        record Silence(Duration time) implements Effect {}

        /// The watch ends instead of delivering the event.
        record DropWatch() implements Effect {}

        /// The event comes late.
        record DelayEvent(Duration delay) implements Effect {}

        /// The event comes twice.
        record DuplicateEvent() implements Effect {}
    }

    private record Order(Target target, Effect effect, int left) {}

    /// Guarded by this.
    private final List<Order> orders = new ArrayList<>();
    /// How often the faults were cleared. Guarded by this.
    private int clearings;

    public synchronized void inject(int times, Target target, Effect effect) {
        orders.add(new Order(target, effect, times));
    }

    public synchronized void clear() {
        orders.clear();
        clearings++;
        notifyAll();
    }

    /// How many ordered faults have not happened yet.
    public synchronized int pending() {
        return orders.stream().mapToInt(Order::left).sum();
    }

    @Nullable
    Effect onRequest(String verb, Kind kind, String subresource, String name) {
        return take(verb, kind.plural(), subresource, name, Faults::isOfRequests);
    }

    private static boolean isOfRequests(Effect effect) {
        return switch (effect) {
            case Effect.Answer _, Effect.CutAfter _, Effect.Silence _ -> true;
            case Effect.DropWatch _, Effect.DelayEvent _, Effect.DuplicateEvent _ -> false;
        };
    }

    /// Returns when the silence is over.
    synchronized void keep(Effect.Silence silence) {
        long end = System.nanoTime() + silence.time().toNanos();
        int before = clearings;
        try {
            for (long left = silence.time().toMillis(); left > 0 && clearings == before; ) {
                wait(left);
                left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Nullable
    Effect onWatchEvent(Kind kind, Key key) {
        return take("watch", kind.plural(), "", key.name(), effect -> !isOfRequests(effect));
    }

    private synchronized @Nullable Effect take(
            String verb, String plural, String subresource, String name, Predicate<Effect> usable) {
        for (int i = 0; i < orders.size(); i++) {
            Order order = orders.get(i);
            if (order.target().matches(verb, plural, subresource, name) && usable.test(order.effect())) {
                if (order.left() > 1) {
                    orders.set(i, new Order(order.target(), order.effect(), order.left() - 1));
                } else {
                    orders.remove(i);
                }
                return order.effect();
            }
        }
        return null;
    }

    static ApiException failure(Effect.Answer answer, Kind kind, String name) {
        return switch (answer.code()) {
            case 409 -> Failures.modified(kind, name);
            case 410 -> Failures.expired("too old resource version (injected fault)");
            case 429 ->
                Failures.retryLater(
                        429,
                        "TooManyRequests",
                        "too many requests, please try again later (injected fault)",
                        answer.retryAfterSeconds());
            case 503 ->
                Failures.retryLater(
                        503,
                        "ServiceUnavailable",
                        "the server is currently unable to handle the request (injected fault)",
                        answer.retryAfterSeconds());
            case 500 -> Failures.internal("injected fault");
            default -> new ApiException(answer.code(), "", "injected fault", null);
        };
    }
}
