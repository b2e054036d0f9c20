package dev.roadstead.bench.contender;

import dev.roadstead.bench.load.Target;
import dev.roadstead.bench.proc.ProcessFigures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A registry that answers.
///
/// @param process null when it was not started here
/// @param startUp from the start of the process to the first 200; null when it was not started here
/// @param folder with its data, deleted when it is closed
public record Running(
        String name,
        Target target,
        @Nullable Process process,
        @Nullable Duration startUp,
        Path folder) implements AutoCloseable {
    private static final int STOP_SECONDS = 10;

    /// Null when it was not started here.
    public @Nullable ProcessFigures figures() {
        return process == null ? null : ProcessFigures.of(process.pid());
    }

    public boolean isAlive() {
        return process == null || process.isAlive();
    }

    @Override
    public void close() throws IOException {
        if (process != null) {
            process.destroy();
            try {
                if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            } catch (InterruptedException _) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
        Folders.delete(folder);
    }
}
