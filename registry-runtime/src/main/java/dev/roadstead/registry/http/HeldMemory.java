package dev.roadstead.registry.http;

import dev.roadstead.oci.ErrorCode;
import dev.roadstead.oci.OciException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What one request holds of the budget of all.
final class HeldMemory implements RequestMemory {
    private final MemoryBudget budget;
    private final Runnable cut;
    private final List<MemoryBudget.Hold> holds = new ArrayList<>();
    private long heldInBytes;
    private boolean isReleased;

    HeldMemory(MemoryBudget budget, Runnable cut) {
        this.budget = budget;
        this.cut = cut;
    }

    @Override
    public void take(long sizeInBytes) {
        MemoryBudget.Hold hold = hold(sizeInBytes);
        synchronized (this) {
            if (!isReleased) {
                holds.add(hold);
                heldInBytes += sizeInBytes;
                return;
            }
        }
        hold.release();
    }

    private MemoryBudget.Hold hold(long sizeInBytes) {
        try {
            return budget.take(sizeInBytes, Duration.ZERO, cut)
                    .orElseThrow(() -> OciException.withStatus(
                            ErrorCode.TOOMANYREQUESTS, 429, "too much is asked for at once: try again in a second"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw OciException.withStatus(ErrorCode.TOOMANYREQUESTS, 503, "the registry is shutting down");
        }
    }

    /// Takes what an answer of that size still lacks.
    void ensure(long sizeInBytes) {
        long held;
        synchronized (this) {
            held = heldInBytes;
        }
        if (sizeInBytes > held) {
            take(sizeInBytes - held);
        }
    }

    synchronized void release() {
        isReleased = true;
        holds.forEach(MemoryBudget.Hold::release);
        holds.clear();
    }
}
