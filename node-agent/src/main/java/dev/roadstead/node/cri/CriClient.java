package dev.roadstead.node.cri;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The runtime and image services of CRI v1 (k8s.io/cri-api, `runtime/v1/api.proto`); field numbers are from there.
public final class CriClient implements AutoCloseable {
    private static final String RUNTIME = "/runtime.v1.RuntimeService/";
    private static final String IMAGES = "/runtime.v1.ImageService/";
    private static final Duration QUICK = Duration.ofSeconds(10);
    private final GrpcChannel channel;

    private CriClient(GrpcChannel channel) {
        this.channel = channel;
    }

    public record Version(String runtimeName, String runtimeVersion) {}

    /// @param id digest of its configuration
    /// @param digests references by digest
    public record Image(String id, List<String> tags, List<String> digests, long bytes) {}

    /// Throws [CriException] when nobody answers there, as does every call.
    public static CriClient open(Path socket) {
        return new CriClient(GrpcChannel.open(socket));
    }

    public Version version() {
        ProtoMessage answer = channel.call(RUNTIME + "Version", new ProtoMessage().with(1, "v1"), QUICK);
        return new Version(answer.text(2), answer.text(3));
    }

    /// The runtime's own account of itself; `config` holds its configuration as JSON.
    public Map<String, String> info() {
        return channel.call(RUNTIME + "Status", new ProtoMessage().withTrue(1), QUICK)
                .map(2);
    }

    /// The pulled image's id.
    public String pull(String image, Duration deadline) {
        return channel.call(IMAGES + "PullImage", image(image), deadline).text(1);
    }

    public Optional<Image> find(String image) {
        ProtoMessage found =
                channel.call(IMAGES + "ImageStatus", image(image), QUICK).message(1);
        return Optional.ofNullable(found)
                .filter(message -> !message.text(1).isEmpty())
                .map(message -> new Image(message.text(1), message.texts(2), message.texts(3), message.number(4)));
    }

    /// An image that is not there is fine.
    public void remove(String image) {
        channel.call(IMAGES + "RemoveImage", image(image), QUICK);
    }

    private static ProtoMessage image(String image) {
        return new ProtoMessage().with(1, new ProtoMessage().with(1, image));
    }

    @Override
    public void close() {
        channel.close();
    }
}
