package dev.roadstead.bench.load;

import java.io.IOException;

/// One operation of a client, such as a pull; it may take several requests.
@FunctionalInterface
public interface Work {
    /// Throws [IOException] when the registry did not do it.
    ///
    /// @param client number from 0
    /// @return how many bytes of content it moved
    long once(Connection connection, int client) throws IOException;
}
