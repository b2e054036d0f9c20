package dev.roadstead.bench.contender;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What a program is started with.
///
/// @param folder of its own, empty
/// @param port free a moment ago, on 127.0.0.1
/// @param certificate null for plain HTTP
record Place(Path folder, int port, @Nullable Certificate certificate) {
    Path data() {
        return folder.resolve("data");
    }

    String address() {
        return "127.0.0.1:" + port;
    }
}
