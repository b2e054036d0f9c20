package dev.roadstead.registry;

import dev.roadstead.registry.http.ListenAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Serves the registry until it is told to stop.")
final class ServeCommand implements Callable<Integer> {
    @Option(
            names = "--listen",
            required = true,
            paramLabel = "HOST:PORT",
            description = "Address of the registry; port 0 takes a free one.")
    private @Nullable ListenAddress listen;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Folder for blobs and metadata; made if missing.")
    private @Nullable Path data;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Config document. Without it everybody may pull and push, on a loopback address only.")
    private @Nullable Path config;

    @Option(
            names = "--tls-dir",
            paramLabel = "DIR",
            description = "Folder with tls.crt and tls.key; plain HTTP without it.")
    private @Nullable Path tlsDirectory;

    @Option(
            names = "--admin-listen",
            paramLabel = "HOST:PORT",
            description = "Address of the admin API; needs --admin-tls-dir.")
    private @Nullable ListenAddress adminListen;

    @Option(
            names = "--admin-tls-dir",
            paramLabel = "DIR",
            description = "Folder with tls.crt, tls.key and ca.crt of the admin API.")
    private @Nullable Path adminTlsDirectory;

    @Option(
            names = "--telemetry-listen",
            paramLabel = "HOST:PORT",
            description = "Address of /healthz, /readyz and /metrics.")
    private @Nullable ListenAddress telemetryListen;

    @Option(
            names = "--drain-timeout",
            defaultValue = "30s",
            paramLabel = "TIME",
            description = "How long running requests may take to end at a stop, such as ${DEFAULT-VALUE}.")
    private Duration drainTimeout = Duration.ofSeconds(30);

    @Mixin
    private GcOptions gc = new GcOptions();

    private ServeOptions options() {
        if (listen == null || data == null) {
            throw new StartException("--listen and --data are required");
        }
        if ((adminListen == null) != (adminTlsDirectory == null)) {
            throw new StartException("--admin-listen and --admin-tls-dir belong together: give both or none");
        }
        if (config == null && !listen.isLoopback()) {
            throw new StartException("without --config everybody may pull and push, so --listen must be a loopback"
                    + " address such as 127.0.0.1:5000: give a --config with accounts to listen on " + listen);
        }
        return new ServeOptions(
                listen,
                data,
                config,
                tlsDirectory,
                adminListen,
                adminTlsDirectory,
                telemetryListen,
                drainTimeout,
                gc.config(config != null));
    }

    @Override
    public Integer call() throws InterruptedException {
        RegistryServer server = RegistryServer.start(options());
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> stop(server)));
        System.out.println("registry listening on " + server.url());
        Thread.currentThread().join();
        return 0;
    }

    /// The JVM's own exit code after a signal would be 143; a drained registry has ended well.
    private static void stop(RegistryServer server) {
        int code = 0;
        try {
            server.drain();
            server.close();
        } catch (InterruptedException | IOException | RuntimeException e) {
            System.err.println("registry: did not stop cleanly: " + e);
            code = 1;
        }
        Runtime.getRuntime().halt(code);
    }
}
