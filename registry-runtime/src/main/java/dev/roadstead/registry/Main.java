package dev.roadstead.registry;

import dev.roadstead.config.RegistryConfig.Limits;
import dev.roadstead.registry.api.RegistryApi;
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
            ServeOptions options = new ServeOptions(listen, data, null, null, null, null, null, Duration.ofSeconds(30));
            try (LocalContent local = LocalContent.open(data, () -> Limits.DEFAULT);
                    RegistryServer server =
                            RegistryServer.start(options, new RegistryApi(local.content(), () -> Limits.DEFAULT))) {
                System.out.println("registry listening on " + server.url());
                Thread.currentThread().join();
            }
            return 0;
        }
    }
}
