package dev.roadstead.bench.proc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// The machine's TCP sockets (`/proc/net/tcp`, man 5 proc).
public final class Sockets {
    private Sockets() {}

    /// Client ends of connections to a port that neither side has closed.
    public static long establishedTo(int port) throws IOException {
        long found = 0;
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            if (Files.exists(Path.of(table))) {
                found += establishedTo(port, Files.readString(Path.of(table)));
            }
        }
        return found;
    }

    static long establishedTo(int port, String table) {
        String remote = ":%04X".formatted(port).toUpperCase(Locale.ROOT);
        return table.lines()
                .map(line -> line.strip().split(" +"))
                .filter(fields -> fields[2].endsWith(remote) && fields[3].equals("01"))
                .count();
    }
}
