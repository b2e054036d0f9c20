package dev.roadstead.node.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The commands beside running, which has no name: a DaemonSet starts the program without arguments.
@Command(
        name = "node-agent",
        mixinStandardHelpOptions = true,
        versionProvider = Commands.Version.class,
        subcommands = {PullCommand.class, ExplainCommand.class},
        synopsisSubcommandLabel = "[COMMAND]",
        description = "Without arguments: keeps the mirror configuration of the node it runs on, as NodeMirrors say.")
public final class Commands {
    private Commands() {}

    public static int execute(String[] arguments) {
        return new CommandLine(new Commands()).execute(arguments);
    }

    /// Of the jar; `development` when run from classes.
    public static String version() {
        String version = Commands.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {version()};
        }
    }
}
