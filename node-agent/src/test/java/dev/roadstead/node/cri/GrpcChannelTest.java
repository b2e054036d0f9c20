package dev.roadstead.node.cri;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a peer that sends frames from a script; `ContainerdIT` has the real one.
class GrpcChannelTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final byte[] NOTHING = new byte[0];
    private static final Frame OK = headers(Frame.END_HEADERS, ":status", "200");
    private static final Frame DONE = headers(Frame.END_HEADERS | Frame.END_STREAM, "grpc-status", "0");
    private final List<Frame> received = new CopyOnWriteArrayList<>();
    private ServerSocketChannel server;
    private SocketChannel peer;
    private GrpcChannel channel;

    @TempDir
    Path folder;

    @BeforeEach
    void setUp() throws IOException {
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(folder.resolve("socket")));
        channel = GrpcChannel.open(folder.resolve("socket"));
        peer = server.accept();
        Thread.ofVirtual().start(this::receive);
    }

    @AfterEach
    void tearDown() throws IOException {
        channel.close();
        peer.close();
        server.close();
    }

    private void receive() {
        try (var in = Channels.newInputStream(peer)) {
            in.readNBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".length());
            for (byte[] head = in.readNBytes(9); head.length == 9; head = in.readNBytes(9)) {
                ByteBuffer bytes = ByteBuffer.wrap(head);
                int length = bytes.getInt() >>> 8;
                byte[] payload = in.readNBytes(length);
                received.add(new Frame(head[3], head[4], bytes.getInt(5), payload));
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    private void send(Frame... frames) throws IOException {
        for (Frame frame : frames) {
            ByteBuffer bytes = ByteBuffer.allocate(9 + frame.payload().length)
                    .putInt(frame.payload().length << 8 | frame.type())
                    .put((byte) frame.flags())
                    .putInt(frame.stream())
                    .put(frame.payload())
                    .flip();
            while (bytes.hasRemaining()) {
                peer.write(bytes);
            }
        }
    }

    private static Frame headers(int flags, String name, String value) {
        return new Frame(Frame.HEADERS, flags, 1, HeaderBlock.encode(List.of(Map.entry(name, value))));
    }

    private static Frame data(String text) {
        byte[] message = new ProtoMessage().with(1, text).bytes();
        byte[] framed = ByteBuffer.allocate(5 + message.length)
                .put((byte) 0)
                .putInt(message.length)
                .put(message)
                .array();
        return new Frame(Frame.DATA, 0, 1, framed);
    }

    private ProtoMessage call() {
        return channel.call("/a.B/Do", new ProtoMessage().with(1, "question"), SOON);
    }

    private void awaitFrame(int type, int flags) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(received)
                        .anySatisfy(frame ->
                                assertThat(frame.type() * 1000 + frame.flags()).isEqualTo(type * 1000 + flags)));
    }

    @Test
    void anAnswerIsPutTogetherFromFrames() throws IOException {
        byte[] trailers = DONE.payload();
        Frame whole = data("answer");
        send(
                new Frame(Frame.SETTINGS, 0, 0, NOTHING),
                new Frame(Frame.PING, 0, 0, new byte[8]),
                OK,
                new Frame(Frame.DATA, 0, 1, Arrays.copyOf(whole.payload(), 3)),
                new Frame(Frame.DATA, 0, 1, Arrays.copyOfRange(whole.payload(), 3, whole.payload().length)),
                new Frame(Frame.HEADERS, Frame.END_STREAM, 1, Arrays.copyOf(trailers, 4)),
                new Frame(Frame.CONTINUATION, Frame.END_HEADERS, 1, Arrays.copyOfRange(trailers, 4, trailers.length)));

        assertThat(call().text(1)).isEqualTo("answer");
        awaitFrame(Frame.SETTINGS, Frame.ACK);
        awaitFrame(Frame.PING, Frame.ACK);
        awaitFrame(Frame.WINDOW_UPDATE, 0);
        awaitFrame(Frame.DATA, Frame.END_STREAM);
    }

    @Test
    void theRuntimesOwnWordsAreToldWhenItRefuses() throws IOException {
        send(new Frame(
                Frame.HEADERS,
                Frame.END_HEADERS | Frame.END_STREAM,
                1,
                HeaderBlock.encode(List.of(
                        Map.entry(":status", "200"),
                        Map.entry("grpc-status", "5"),
                        Map.entry("grpc-message", "a+b: no%20such \"image\"")))));

        assertThatThrownBy(this::call).hasMessage("Do: status 5: a+b: no such \"image\"");
    }

    @Test
    void aLateAnswerIsNotTheNextCalls() throws IOException {
        assertThatThrownBy(() -> channel.call("/a.B/Do", new ProtoMessage(), Duration.ofMillis(50)))
                .hasMessageContaining("was not answered");
        awaitFrame(Frame.RST_STREAM, 0);
        Frame mine = data("mine");
        send(
                OK,
                data("late"),
                DONE,
                new Frame(Frame.HEADERS, OK.flags(), 3, OK.payload()),
                new Frame(Frame.DATA, 0, 3, mine.payload()),
                new Frame(Frame.HEADERS, DONE.flags(), 3, DONE.payload()));

        assertThat(call().text(1)).isEqualTo("mine");
    }

    @Test
    void aStreamThatIsResetIsAFailure() throws IOException {
        send(new Frame(Frame.RST_STREAM, 0, 1, new byte[] {0, 0, 0, 7}));

        assertThatThrownBy(this::call).hasMessage("Do: the runtime reset the stream, code 7");
    }

    @Test
    void anAnswerWithoutStatusIsAFailure() throws IOException {
        send(OK, new Frame(Frame.DATA, Frame.END_STREAM, 1, NOTHING));

        assertThatThrownBy(this::call).hasMessage("Do: the runtime sent no status");
    }

    @Test
    void aConnectionThatEndsIsAFailure() throws IOException {
        peer.close();

        assertThatExceptionOfType(CriException.class).isThrownBy(this::call);
    }

    @Test
    void nobodyAtTheSocketIsAFailure() {
        assertThatThrownBy(() -> GrpcChannel.open(folder.resolve("absent"))).hasMessageContaining("no runtime answers");
    }
}
