package dev.roadstead.images;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A program of the machine, run to its end.
final class Tool {

    private Tool() {}

    /// What it prints, errors included.
    ///
    /// @throws ImageException with the last lines when it fails
    static String run(List<String> command) {
        return runIn(Path.of("").toAbsolutePath(), command);
    }

    /// The same in a folder.
    static String runIn(Path folder, List<String> command) {
        try {
            var builder = new ProcessBuilder(new ArrayList<>(command))
                    .directory(folder.toFile())
                    .redirectErrorStream(true);
            // Options of whoever builds would become part of the image.
            builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new ImageException("%s ended with %d: %s".formatted(command.getFirst(), status, tail(output)));
            }
            return output;
        } catch (IOException e) {
            throw new ImageException(command.getFirst() + " cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageException("interrupted while " + command.getFirst() + " ran");
        }
    }

    private static String tail(String output) {
        List<String> lines = output.lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
    }
}
