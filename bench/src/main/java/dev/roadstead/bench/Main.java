package dev.roadstead.bench;

import dev.roadstead.bench.contender.BenchException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;

/// `roadstead bench`. What a run is made of stands in [BenchCommand].
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Path home = Path.of(System.getProperty("roadstead.home", "."))
                .toAbsolutePath()
                .normalize();
        System.exit(command(home, () -> RoadsteadProgram.in(home)).execute(arguments));
    }

    /// The exit code is 2 for bad input, 1 for a run that failed.
    ///
    /// @param roadstead program and options of the registry's JVM, up to the class that is started
    static CommandLine command(Path home, Supplier<List<String>> roadstead) {
        return new CommandLine(new BenchCommand(home, roadstead))
                .setParameterExceptionHandler((failure, _) -> {
                    failure.getCommandLine()
                            .getErr()
                            .println("roadstead bench: " + failure.getMessage() + " (see --help)");
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((failure, commandLine, _) -> {
                    if (failure instanceof BenchException) {
                        commandLine.getErr().println("roadstead bench: " + failure.getMessage());
                        return CommandLine.ExitCode.SOFTWARE;
                    }
                    throw failure;
                });
    }
}
