package dev.roadstead.operator.admin;

import dev.roadstead.config.RegistryConfig;
import dev.roadstead.config.RegistryConfigs;
import dev.roadstead.config.RuntimeStatus;
import dev.roadstead.operator.naming.Names;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// What each registry last said of itself; the kinds that are bound to a registry read it here instead of asking again,
/// and are told when it is news.
public final class Fleet {
    private final Map<Names, Word> words = new ConcurrentHashMap<>();
    private final List<Consumer<Names>> listeners = new CopyOnWriteArrayList<>();

    /// The last of a registry that was asked.
    public sealed interface Word {
        /// @param applied the document that it has applied; empty if that is not known
        record Answer(RuntimeStatus status, Optional<RegistryConfig> applied) implements Word {

            public List<RegistryConfig.ProxyCache> caches() {
                return applied.map(RegistryConfig::proxyCaches).orElse(List.of());
            }
        }

        /// Nobody answers for it.
        record Silence() implements Word {}
    }

    /// @param wanted the document that it should have applied
    public void heard(Names names, RuntimeStatus status, RegistryConfig wanted) {
        note(names, new Word.Answer(status, applied(names, status, wanted)));
    }

    private Optional<RegistryConfig> applied(Names names, RuntimeStatus status, RegistryConfig wanted) {
        if (status.configHash().equals(RegistryConfigs.hash(wanted))) {
            return Optional.of(wanted);
        }
        // It may still have the document of before, as when it refuses the new one.
        return words.get(names) instanceof Word.Answer(RuntimeStatus before, Optional<RegistryConfig> applied)
                        && before.configHash().equals(status.configHash())
                ? applied
                : Optional.empty();
    }

    public void heardNothing(Names names) {
        note(names, new Word.Silence());
    }

    private void note(Names names, Word word) {
        if (!word.equals(words.put(names, word))) {
            tell(names);
        }
    }

    /// Empty when it was not asked yet.
    public Optional<Word> lastOf(Names names) {
        return Optional.ofNullable(words.get(names));
    }

    /// Whether it collects garbage just now, or is about to since it was asked to: soon there is more to tell.
    public boolean isCollecting(Names names) {
        if (!(words.get(names) instanceof Word.Answer(RuntimeStatus status, Optional<RegistryConfig> applied))) {
            return false;
        }
        RuntimeStatus.Gc gc = status.gc();
        Optional<RegistryConfig.Gc> rules = applied.map(RegistryConfig::gc);
        return gc != null
                && gc.lastError() == null
                && (gc.examined() != null
                        || rules.filter(each -> isAskedFor(each, gc)).isPresent());
    }

    private static boolean isAskedFor(RegistryConfig.Gc rules, RuntimeStatus.Gc gc) {
        boolean isRunNow = rules.runNow() != null && !rules.runNow().equals(gc.handledRunNow());
        boolean isApproved = rules.approval() != null
                && gc.lastRun() != null
                && gc.lastRun().awaitsApproval()
                && Objects.equals(gc.lastRun().plan(), rules.approval().plan());
        return isRunNow || isApproved;
    }

    public void forget(Names names) {
        if (words.remove(names) != null) {
            tell(names);
        }
    }

    /// Calls `listener` whenever what is known of a registry changes.
    public void onNews(Consumer<Names> listener) {
        listeners.add(listener);
    }

    private void tell(Names names) {
        listeners.forEach(listener -> listener.accept(names));
    }
}
