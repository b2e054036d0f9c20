package dev.roadstead.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.registry.http.HttpServer;
import dev.roadstead.registry.http.ListenAddress;
import dev.roadstead.registry.http.Response;
import dev.roadstead.registry.metadata.MetadataStore;
import dev.roadstead.registry.storage.DataDirectory;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    @TempDir
    Path folder;

    private record Ended(int code, String errors) {}

    private static Ended run(String... arguments) {
        PrintStream stderr = System.err;
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        try {
            return new Ended(Main.run(arguments), errors.toString(StandardCharsets.UTF_8));
        } finally {
            System.setErr(stderr);
        }
    }

    private Ended serve(String listen, String... more) {
        String[] arguments = new String[more.length + 3];
        arguments[0] = "serve";
        arguments[1] = "--listen=" + listen;
        arguments[2] = "--data=" + folder.resolve("data");
        System.arraycopy(more, 0, arguments, 3, more.length);
        return run(arguments);
    }

    private static void assertRefused(Ended ended, String sentence) {
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.errors()).startsWith("registry: ").contains(sentence).doesNotContain("\tat ");
        assertThat(ended.errors().lines()).hasSize(1);
    }

    @Test
    void saysWhatIsWrongWithTheArguments() {
        assertRefused(run(), "say what to do");
        assertRefused(run("serve"), "--listen");
        assertRefused(run("serve", "--listen=127.0.0.1:0"), "--data");
        assertRefused(run("bake"), "bake");
        assertRefused(serve("nowhere"), "HOST:PORT");
        assertRefused(serve("127.0.0.1:0", "--gc-grace=1h"), "only with --gc-interval");
        assertRefused(serve("127.0.0.1:0", "--gc-interval=0s"), "--gc-interval must be PT1S at least");
        assertRefused(serve("127.0.0.1:0", "--gc-interval=1h", "--gc-grace=-1h"), "--gc-grace must be PT0S at least");
        assertRefused(serve("127.0.0.1:0", "--drain-timeout=soon"), "'soon' is not a time");
        assertRefused(serve("127.0.0.1:0", "--admin-listen=127.0.0.1:0"), "--admin-tls-dir belong together");
    }

    @Test
    void opensNoUnprotectedRegistryToTheNetwork() {
        assertRefused(serve("0.0.0.0:0"), "--listen must be a loopback address");
    }

    @Test
    void saysThatThePortIsTaken() throws Exception {
        HttpServer.Setup setup =
                HttpServer.Setup.plain("first", ListenAddress.parse("127.0.0.1:0"), _ -> Response.of(200));
        try (HttpServer first = HttpServer.start(setup)) {
            String taken = "127.0.0.1:" + first.address().getPort();
            assertRefused(serve(taken), "cannot listen on " + taken);
        }
    }

    @Test
    void verifiesADataFolder() throws Exception {
        Path data = folder.resolve("data");
        assertRefused(run("verify", "--data=" + data), "is no data folder");
        assertThat(data).doesNotExist();
        try (DataDirectory used = DataDirectory.open(data)) {
            MetadataStore.open(used).close();
            assertRefused(run("verify", "--data=" + data), "is in use by another process");
        }
        assertThat(run("verify", "--data=" + data).code()).isZero();
    }

    @Test
    void saysThatTheDataFolderIsInUse() throws Exception {
        try (DataDirectory used = DataDirectory.open(folder.resolve("data"))) {
            assertRefused(serve("127.0.0.1:0"), "is in use by another process");
        }
    }

    @Test
    void saysThatTheDataFolderCannotBeWritten() throws Exception {
        Files.writeString(folder.resolve("data"), "a file");
        assertRefused(serve("127.0.0.1:0"), "cannot be written");
    }

    @Test
    void namesTheFieldOfABadConfig() throws Exception {
        Path config = Files.writeString(folder.resolve("registry.yaml"), """
                version: 1
                host: a
                access: {anonymousPull: true, anonymousPush: false, accounts: []}
                limits: {maxManifestSizeInBytes: 0, maxBlobSizeInBytes: 1, uploadTimeout: PT1H, acceptsSparseManifests: false}
                outbound: {allowLoopback: false}
                proxyCaches: []
                """);
        assertRefused(serve("127.0.0.1:0", "--config=" + config), "limits.maxManifestSizeInBytes must be positive");
        assertRefused(serve("127.0.0.1:0", "--config=" + folder.resolve("none")), "there is no file");
    }

    @Test
    void saysWhatIsWrongWithTheCertificate() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("tls"));
        assertRefused(serve("127.0.0.1:0", "--tls-dir=" + empty), "there is no " + empty.resolve("tls.crt"));
    }

    @Test
    void hasAVersionAndHelp() {
        assertThat(run("--version").code()).isZero();
        assertThat(run("serve", "--help").code()).isZero();
    }
}
