package dev.roadstead.bench.scenario;

/// How much of everything.
///
/// @param listed entries of a list: tags, referrers, repositories
/// @param connections that are idle at once
/// @param volumeInBytes after which pushing ends, so that a run fits on a disk
public record Scale(int listed, int connections, long volumeInBytes) {
    public static final Scale FULL = new Scale(1_000, 10_000, 512L << 20);
    public static final Scale QUICK = new Scale(100, 2_000, 256L << 20);

    public long warmUpVolumeInBytes() {
        return volumeInBytes / 8;
    }
}
