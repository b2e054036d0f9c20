package dev.roadstead.bench.scenario;

/// What a row's rate counts.
public enum Unit {
    REQUESTS("req/s"),
    PULLED("MiB/s"),
    PUSHED("MiB/s"),
    CONNECTIONS("conn/s");

    private final String rate;

    Unit(String rate) {
        this.rate = rate;
    }

    public String rate() {
        return rate;
    }

    private boolean isContent() {
        return this == PULLED || this == PUSHED;
    }

    public double rate(long operations, long bytes, double seconds) {
        return (isContent() ? bytes / (double) (1 << 20) : operations) / seconds;
    }

    /// @return seconds per GiB, or milliseconds per 1,000 operations
    public double cpu(long operations, long bytes, double cpuSeconds) {
        return isContent() ? cpuSeconds / bytes * (1 << 30) : cpuSeconds * 1e6 / operations;
    }
}
