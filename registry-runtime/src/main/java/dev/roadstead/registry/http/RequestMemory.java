package dev.roadstead.registry.http;

/// The heap that one request holds until its answer is written.
@FunctionalInterface
public interface RequestMemory {
    RequestMemory UNLIMITED = _ -> {};

    /// To be called before as much is read into memory that does not count as little: over 64 KiB. Throws
    /// [dev.roadstead.oci.OciException] with 429 when the requests of all clients hold too much.
    void take(long sizeInBytes);
}
