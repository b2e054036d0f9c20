package dev.roadstead.e2e.registry;

/// Which log a program writes: the class path of these tests holds the libraries of all of them, and with them two
/// providers.
public final class LogProvider {
    /// Of operator and registry.
    public static final String LOGBACK = "-Dslf4j.provider=ch.qos.logback.classic.spi.LogbackServiceProvider";
    /// Of the node agent.
    public static final String LINES = "-Dslf4j.provider=dev.roadstead.node.log.LineLogging";

    /// Says nothing of the choice on standard error.
    public static final String SILENT = "-Dslf4j.internal.verbosity=ERROR";

    private LogProvider() {}
}
