package dev.roadstead.registry.http;

import dev.roadstead.oci.OciException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// One request.
///
/// @param method upper-case
/// @param path percent-decoded, without the query; begins with a slash
/// @param query decoded parameters, each with its values in order
/// @param peer the client's address
/// @param memory what of the heap it may hold
public record Request(
        String method,
        String path,
        Map<String, List<String>> query,
        Headers headers,
        RequestBody body,
        InetSocketAddress peer,
        RequestMemory memory) {
    private static final int STEP_IN_BYTES = 64 << 10;

    /// The whole body. Throws what `tooLarge` makes when it has more than `maxSizeInBytes`, and [IOException] when the
    /// client goes away or falls silent.
    public byte[] readAll(long maxSizeInBytes, Supplier<OciException> tooLarge) throws IOException {
        long announced = body.sizeInBytes().orElse(0);
        if (announced > maxSizeInBytes) {
            throw tooLarge.get();
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream((int) Math.min(announced, STEP_IN_BYTES));
        long taken = 0;
        for (ByteBuffer chunk = body.next(); chunk != null; chunk = body.next()) {
            long size = content.size() + (long) chunk.remaining();
            if (size > maxSizeInBytes) {
                throw tooLarge.get();
            }
            if (size - taken > STEP_IN_BYTES) {
                memory.take(size - taken);
                taken = size;
            }
            byte[] bytes = new byte[chunk.remaining()];
            chunk.get(bytes);
            content.write(bytes);
        }
        return content.toByteArray();
    }

    public Optional<String> parameter(String name) {
        return query.getOrDefault(name, List.of()).stream().findFirst();
    }

    public List<String> parameters(String name) {
        return query.getOrDefault(name, List.of());
    }

    public boolean isHead() {
        return method.equals("HEAD");
    }
}
