package dev.roadstead.images;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import picocli.CommandLine;

/// `roadstead images`.
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        Path home = Path.of(System.getProperty("roadstead.home", "."))
                .toAbsolutePath()
                .normalize();
        System.exit(command(home, created(System.getenv("SOURCE_DATE_EPOCH"))).execute(arguments));
    }

    static CommandLine command(Path home, Instant created) {
        String version = Objects.requireNonNullElse(Main.class.getPackage().getImplementationVersion(), "0.0.0")
                .replace("-SNAPSHOT", "");
        return new CommandLine(new BuildCommand(home, Path.of(System.getProperty("java.home")), version, created))
                .addSubcommand(new TrainCommand(home))
                .setExecutionExceptionHandler((failure, commandLine, _) -> {
                    if (failure instanceof ImageException) {
                        commandLine.getErr().println("roadstead images: " + failure.getMessage());
                        return CommandLine.ExitCode.SOFTWARE;
                    }
                    throw failure;
                });
    }

    /// Seconds since the epoch, as reproducible-builds.org has it.
    private static Instant created(@org.jspecify.annotations.Nullable String sourceDateEpoch) {
        return sourceDateEpoch == null ? Instant.EPOCH : Instant.ofEpochSecond(Long.parseLong(sourceDateEpoch));
    }
}
