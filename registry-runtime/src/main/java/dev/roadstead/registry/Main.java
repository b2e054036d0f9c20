package dev.roadstead.registry;

import dev.roadstead.oci.ErrorCode;
import dev.roadstead.oci.OciException;
import dev.roadstead.registry.http.Handler;
import dev.roadstead.registry.http.ListenAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Starts the registry.
@Command(name = "registry", mixinStandardHelpOptions = true)
public final class Main {
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main())
                .addSubcommand(new Serve())
                .registerConverter(ListenAddress.class, ListenAddress::parse)
                .execute(arguments));
    }

    @Command(name = "serve", mixinStandardHelpOptions = true)
    static final class Serve implements Callable<Integer> {
        @Option(names = "--listen", required = true)
        ListenAddress listen = new ListenAddress("127.0.0.1", 5000);

        @Option(names = "--data", required = true)
        Path data = Path.of("data");

        @Override
        public Integer call() throws IOException, InterruptedException {
            Handler distribution = request -> {
                throw OciException.of(ErrorCode.NAME_UNKNOWN);
            };
            ServeOptions options = new ServeOptions(listen, data, null, null, null, null, null, Duration.ofSeconds(30));
            try (RegistryServer server = RegistryServer.start(options, distribution)) {
                System.out.println("registry listening on " + server.url());
                Thread.currentThread().join();
            }
            return 0;
        }
    }
}
