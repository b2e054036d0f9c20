package dev.roadstead.e2e.operator;

import static dev.roadstead.e2e.operator.Cluster.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.config.PasswordHash;
import dev.roadstead.config.RegistryConfig;
import dev.roadstead.config.RegistryConfig.Access;
import dev.roadstead.config.RegistryConfig.Account;
import dev.roadstead.config.RegistryConfig.Limits;
import dev.roadstead.config.RegistryConfig.Outbound;
import dev.roadstead.config.RegistryConfigs;
import dev.roadstead.e2e.kubernetes.LoopbackAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The registry that caches pull from: a second process of our own runtime, alone on a loopback address that it keeps
/// when it is started again.
final class Upstream implements AutoCloseable {
    static final String PULLER = "puller";

    private static final int PORT = 5080;
    private static final String OWNER = "owner";
    private static final String OWNERS_PASSWORD = "the owner's";

    private final Path folder;
    private final String address = LoopbackAddress.withFree(PORT) + ":" + PORT;
    private Process process;

    private Upstream(Path folder) {
        this.folder = folder;
    }

    /// One that lets everybody pull.
    static Upstream start(Path folder) {
        Upstream upstream = new Upstream(folder);
        try {
            Files.createDirectories(folder.resolve("data"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        upstream.write(new Access(true, false, List.of(account(OWNER, OWNERS_PASSWORD))));
        try {
            upstream.run();
        } catch (RuntimeException e) {
            upstream.close();
            throw e;
        }
        return upstream;
    }

    private static Account account(String name, String password) {
        return new Account(name, PasswordHash.of(password));
    }

    private void write(Access access) {
        var config = new RegistryConfig(
                RegistryConfig.VERSION, address, access, Limits.DEFAULT, new Outbound(false), List.of(), null);
        try {
            Files.writeString(folder.resolve("upstream.yaml"), RegistryConfigs.write(config));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run() {
        process = RegistryProcesses.start(
                folder.resolve("upstream.log"),
                List.of(
                        "serve",
                        "--listen=" + address,
                        "--data=" + folder.resolve("data"),
                        "--config=" + folder.resolve("upstream.yaml")));
        soon().ignoreExceptions().until(() -> owner().get("/v2/").status() == 200);
    }

    String url() {
        return "http://" + address;
    }

    private RegistryUser owner() {
        return RegistryUser.of(url(), OWNER, OWNERS_PASSWORD);
    }

    Image push(String repository, String tag) {
        Image image = Image.random();
        owner().push(repository, tag, image);
        return image;
    }

    /// From now on nobody pulls without this password, and nobody with an earlier one.
    void requirePassword(String password) {
        write(new Access(false, false, List.of(account(OWNER, OWNERS_PASSWORD), account(PULLER, password))));
        soon().until(() -> RegistryUser.of(url(), PULLER, password).get("/v2/").status() == 200);
        assertThat(RegistryUser.of(url(), PULLER, "an earlier one").get("/v2/").status())
                .isEqualTo(401);
    }

    void stop() {
        RegistryProcesses.kill(process);
    }

    void startAgain() {
        run();
    }

    @Override
    public void close() {
        stop();
    }
}
