package dev.roadstead.registry.http;

import java.io.IOException;
import java.time.Duration;

/// The direct memory that one connection's answer passes through on its way to the socket. The more of it stalled
/// clients hold, the smaller the pieces of all become, so that each goes on.
///
/// @param cut ends the connection
record Transfers(MemoryBudget budget, Duration patience, Runnable cut) {
    private static final int LARGEST_IN_BYTES = 256 << 10;
    private static final int SMALLEST_IN_BYTES = 4 << 10;
    private static final int SHARE = 128;

    /// How large the next piece may be.
    int pieceSize(long wanted) {
        long share = budget.freeInBytes() / SHARE / SMALLEST_IN_BYTES * SMALLEST_IN_BYTES;
        return (int) Math.min(wanted, Math.clamp(share, SMALLEST_IN_BYTES, LARGEST_IN_BYTES));
    }

    /// Waits until there is enough.
    MemoryBudget.Hold take(int sizeInBytes) throws IOException {
        try {
            return budget.take(sizeInBytes, patience, cut).orElseThrow(ClientGoneException::silent);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for memory", e);
        }
    }
}
