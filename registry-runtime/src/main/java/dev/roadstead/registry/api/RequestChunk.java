package dev.roadstead.registry.api;

import dev.roadstead.oci.ErrorCode;
import dev.roadstead.oci.OciException;
import dev.roadstead.registry.content.Chunk;
import dev.roadstead.registry.http.Request;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The bytes of a request for an upload, with what `Content-Range` (`<first>-<last>`) and `Content-Length` say of them.
final class RequestChunk {
    private static final Pattern CONTENT_RANGE = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

    private RequestChunk() {}

    static Chunk of(Request request, long maxBlobSizeInBytes) {
        OptionalLong announced = request.body().sizeInBytes();
        List<String> ranges = request.headers().all("Content-Range");
        if (ranges.isEmpty()) {
            return new Chunk(request.body()::next, OptionalLong.empty(), announced, maxBlobSizeInBytes);
        }
        Matcher range = CONTENT_RANGE.matcher(ranges.getFirst());
        if (ranges.size() > 1 || !range.matches()) {
            throw OciException.of(ErrorCode.BLOB_UPLOAD_INVALID, "Content-Range must be <first byte>-<last byte>");
        }
        long first = Long.parseLong(range.group(1));
        long length = Long.parseLong(range.group(2)) - first + 1;
        if (length <= 0) {
            throw OciException.of(ErrorCode.BLOB_UPLOAD_INVALID, "Content-Range must not end before it begins");
        }
        if (announced.isPresent() && announced.getAsLong() != length) {
            throw OciException.of(ErrorCode.SIZE_INVALID, "Content-Range and Content-Length differ");
        }
        return new Chunk(request.body()::next, OptionalLong.of(first), OptionalLong.of(length), maxBlobSizeInBytes);
    }
}
