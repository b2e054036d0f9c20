package dev.roadstead.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final List<String> cut = new ArrayList<>();
    private final MemoryBudget patient = new MemoryBudget(100, LONG);
    private final MemoryBudget impatient = new MemoryBudget(100, Duration.ZERO);

    private MemoryBudget.Hold take(MemoryBudget budget, long size, String name) throws InterruptedException {
        return budget.take(size, Duration.ZERO, () -> cut.add(name)).orElseThrow();
    }

    private boolean isRefused(MemoryBudget budget, long size) throws InterruptedException {
        return budget.take(size, Duration.ZERO, () -> {}).isEmpty();
    }

    @Test
    void givesWhatThereIs() throws Exception {
        MemoryBudget.Hold sixty = take(patient, 60, "a");
        take(patient, 40, "b");
        assertThat(patient.freeInBytes()).isZero();
        assertThat(isRefused(patient, 1)).isTrue();

        sixty.release();
        sixty.release();

        assertThat(patient.freeInBytes()).isEqualTo(60);
        assertThat(isRefused(patient, 61)).isTrue();
        take(patient, 60, "c");
        assertThat(cut).isEmpty();
    }

    @Test
    void givesMoreThanAllToOneThatIsAlone() throws Exception {
        MemoryBudget.Hold all = take(patient, 1_000, "a");
        assertThat(isRefused(patient, 1)).isTrue();

        all.release();

        assertThat(patient.freeInBytes()).isEqualTo(100);
    }

    @Test
    void cutsThoseWhoHoldTheirsForLongest() throws Exception {
        MemoryBudget.Hold first = take(impatient, 30, "first");
        take(impatient, 30, "second");
        take(impatient, 30, "third");

        take(impatient, 50, "fourth");

        assertThat(cut).containsExactly("first", "second");
        assertThat(impatient.freeInBytes()).isEqualTo(20);
        first.release();
        assertThat(impatient.freeInBytes()).as("given back once").isEqualTo(20);
    }

    @Test
    void letsOneWaitForTheOthers() throws Exception {
        MemoryBudget.Hold all = take(patient, 100, "a");
        AtomicReference<Thread> waiting = new AtomicReference<>();
        var taken = CompletableFuture.supplyAsync(() -> {
            waiting.set(Thread.currentThread());
            try {
                return patient.take(10, LONG, () -> {}).isPresent();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        await().until(() -> waiting.get() != null && waiting.get().getState() == Thread.State.TIMED_WAITING);

        all.release();

        assertThat(taken.join()).isTrue();
    }

    @Test
    void piecesBecomeSmallerWhenLittleIsLeft() throws Exception {
        MemoryBudget budget = new MemoryBudget(32 << 20, LONG);
        Transfers transfers = new Transfers(budget, LONG, () -> {});
        assertThat(transfers.pieceSize(1 << 30)).isEqualTo(256 << 10);
        assertThat(transfers.pieceSize(100)).isEqualTo(100);

        int clients = 0;
        while (budget.freeInBytes() > 4 << 10) {
            int size = transfers.pieceSize(1 << 30);
            assertThat(size).isBetween(4 << 10, 256 << 10);
            transfers.take(size);
            transfers.take(size);
            clients++;
        }

        assertThat(clients).as("stalled clients that each get two pieces").isGreaterThan(300);
    }
}
