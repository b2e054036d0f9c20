package dev.roadstead.sandbox.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// The output of one run of a container: moved to `<name>.1` at 10 MB.
final class LogFile {

    private static final long LIMIT = 10_000_000;
    private static final int LONGEST_LINE = 16_384;

    private final Path path;
    private volatile String lastLine = "";

    LogFile(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    String lastLine() {
        return lastLine;
    }

    /// Copies until the stream ends.
    void copy(InputStream stream) {
        try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8), LONGEST_LINE)) {
            Files.createDirectories(path.getParent());
            OutputStream out = open();
            long size = 0;
            try {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    if (!line.isBlank()) {
                        lastLine = line;
                    }
                    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
                    out.write(bytes);
                    size += bytes.length;
                    if (size > LIMIT) {
                        out.close();
                        Files.move(
                                path,
                                path.resolveSibling(path.getFileName() + ".1"),
                                StandardCopyOption.REPLACE_EXISTING);
                        out = open();
                        size = 0;
                    }
                }
            } finally {
                out.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("log " + path + " cannot be written", e);
        }
    }

    private OutputStream open() throws IOException {
        return Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
