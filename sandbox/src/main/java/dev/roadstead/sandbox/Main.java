package dev.roadstead.sandbox;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Entry point: `demo` and `up`.
@Command(
        name = "roadstead",
        description = "A control plane for one machine: API server, controllers, and pods as local processes.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {DemoCommand.class, UpCommand.class})
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }
}
