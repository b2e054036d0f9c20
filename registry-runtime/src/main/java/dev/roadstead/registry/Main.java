package dev.roadstead.registry;

import dev.roadstead.registry.http.ListenAddress;
import dev.roadstead.registry.storage.LostMetadataException;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.TypeConversionException;

/// The registry's command line. What a registry is built of stands in [RegistryServer].
@Command(
        name = "registry",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {ServeCommand.class, TrashCommand.class, VerifyCommand.class, RebuildCommand.class},
        description = "An OCI registry.")
public final class Main {
    /// Objects are there, and what is known of them is not.
    static final int LOST_METADATA = 3;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /// The exit code: 0, or after one sentence on stderr 1, or 3 where the metadata are lost.
    static int run(String... arguments) {
        CommandLine commands = new CommandLine(new Main())
                .registerConverter(ListenAddress.class, Main::listenAddress)
                .registerConverter(Duration.class, new Durations());
        commands.setParameterExceptionHandler((e, _) -> refuse(e.getMessage() + " (see --help)"));
        commands.setExecutionExceptionHandler((e, _, _) -> {
            if (e instanceof StartException) {
                return refuse(String.valueOf(e.getMessage()));
            }
            if (e instanceof LostMetadataException) {
                refuse(String.valueOf(e.getMessage()));
                return LOST_METADATA;
            }
            throw e;
        });
        if (arguments.length == 0) {
            return refuse("say what to do, such as: registry serve --listen 127.0.0.1:5000 --data ./data");
        }
        return commands.execute(arguments);
    }

    private static ListenAddress listenAddress(String text) {
        try {
            return ListenAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }

    private static int refuse(String sentence) {
        System.err.println("registry: " + sentence);
        return 1;
    }
}
