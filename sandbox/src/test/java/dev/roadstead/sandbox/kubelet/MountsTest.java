package dev.roadstead.sandbox.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MountsTest {

    private final Mounts mounts =
            new Mounts(Map.of("/etc/app/", Path.of("/local/app"), "/etc/app/tls", Path.of("/local/tls")));

    @ParameterizedTest
    @CsvSource({
        "/etc/app, /local/app",
        "/etc/app/file, /local/app/file",
        "--config=/etc/app/file, --config=/local/app/file",
        "--dir=/etc/app, --dir=/local/app",
        "/etc/app/tls/tls.crt, /local/tls/tls.crt",
        "/etc/application, /etc/application",
        "/etc, /etc",
        "https://host/etc/app, https://host/etc/app",
        "--name, --name",
        "-c=/etc/app, -c=/etc/app"
    })
    void rewritesPathsBelowAMount(String text, String expected) {
        assertThat(mounts.rewrite(text)).isEqualTo(expected);
    }
}
