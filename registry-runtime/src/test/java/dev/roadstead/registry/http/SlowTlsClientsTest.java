package dev.roadstead.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.registry.tls.TestAuthority;
import dev.roadstead.registry.tls.TestTls;
import dev.roadstead.registry.tls.TlsFiles;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// TLS copies what plain HTTP lets the kernel send, so each slow client holds memory.
class SlowTlsClientsTest {
    /// At two pieces of 256 KiB each they would hold 70 MiB.
    private static final int CLIENTS = 140;

    private static final int SMALL_IN_BYTES = 32 << 10;
    private static final int LARGE_IN_BYTES = 16 << 20;

    /// What the flags that ship allow.
    private static final int DIRECT_MEMORY_IN_BYTES = 64 << 20;

    private final TestAuthority authority = new TestAuthority();
    private final List<SSLSocket> sockets = new ArrayList<>();
    private SSLSocketFactory factory;
    private HttpServer server;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("large");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(LARGE_IN_BYTES);
        }
        factory = TestTls.client(authority.certificate(), List.of()).getSocketFactory();
        TlsFiles files = new TlsFiles(authority.write(folder, authority.issueServer()), null);
        Handler handler = _ -> new Response(200, Headers.NONE, new Response.FileRange(file, 0, LARGE_IN_BYTES));
        server = HttpServer.start(new HttpServer.Setup(
                "slow", ListenAddress.parse("127.0.0.1:0"), handler, HttpLimits.DEFAULT, Observer.NONE, files));
    }

    @AfterEach
    void stop() throws IOException {
        for (SSLSocket socket : sockets) {
            socket.close();
        }
        server.close();
    }

    private SSLSocket ask(int receiveBufferSize) throws IOException {
        SSLSocket socket = (SSLSocket) factory.createSocket();
        sockets.add(socket);
        // Nobody waits for a goodbye.
        socket.setSoLinger(true, 0);
        socket.setReceiveBufferSize(receiveBufferSize);
        socket.connect(server.address());
        socket.getOutputStream()
                .write("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void leaveMemoryForOthers() throws Exception {
        for (int i = 0; i < CLIENTS; i++) {
            SSLSocket socket = ask(SMALL_IN_BYTES);
            assertThat(socket.getInputStream().read()).isEqualTo('H');
        }

        assertThat(PlatformDependent.usedDirectMemory()).isLessThan(DIRECT_MEMORY_IN_BYTES);
        byte[] all = ask(LARGE_IN_BYTES).getInputStream().readAllBytes();
        assertThat(all).hasSizeGreaterThan(LARGE_IN_BYTES);
        assertThat(sockets.getFirst().getInputStream().readNBytes(LARGE_IN_BYTES))
                .hasSize(LARGE_IN_BYTES);
    }
}
