package dev.roadstead.registry.http;

import dev.roadstead.oci.ErrorCode;
import dev.roadstead.oci.OciException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// The checked head of one request.
record RequestHead(
        String method,
        RequestTarget target,
        Headers headers,
        OptionalLong contentLength,
        boolean expectsContinue,
        boolean keepAlive,
        boolean chunkedAnswers) {

    private static final int MAX_FIELDS = 200;

    /// What stands in `Host`: a name or address, and perhaps a port (RFC 9110, section 7.2).
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._~!$&'()*+;=%:\\[\\]-]*");

    /// Throws [OciException] with the status that the client is told; the connection cannot be used after that.
    static RequestHead of(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            throw refused(request.decoderResult().cause());
        }
        HttpVersion version = request.protocolVersion();
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            throw OciException.withStatus(ErrorCode.UNSUPPORTED, 505, "this server speaks HTTP/1.0 and HTTP/1.1");
        }
        if (request.headers().size() > MAX_FIELDS) {
            throw OciException.withStatus(
                    ErrorCode.UNSUPPORTED, 431, "a request has at most " + MAX_FIELDS + " header fields");
        }
        boolean current = version.equals(HttpVersion.HTTP_1_1);
        String host = host(request, current);
        checkTransferEncoding(request, current);
        List<String> expectations = request.headers().getAll(HttpHeaderNames.EXPECT);
        boolean expectsContinue =
                expectations.size() == 1 && expectations.getFirst().equalsIgnoreCase("100-continue");
        if (!expectations.isEmpty() && !expectsContinue) {
            throw OciException.withStatus(ErrorCode.UNSUPPORTED, 417, "the only expectation met here is 100-continue");
        }
        return new RequestHead(
                request.method().name(),
                RequestTarget.parse(request.uri(), host),
                Headers.copyOf(request.headers()),
                contentLength(request),
                expectsContinue && current,
                HttpUtil.isKeepAlive(request),
                current);
    }

    /// Whether nothing follows this head.
    boolean isAll() {
        return contentLength.orElse(1) == 0 && !expectsContinue;
    }

    private static OciException refused(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException _ ->
                OciException.withStatus(ErrorCode.NAME_INVALID, 414, "the request target is too long");
            case TooLongHttpHeaderException _ ->
                OciException.withStatus(ErrorCode.UNSUPPORTED, 431, "the header fields are too long");
            default -> malformed("the request is not well-formed HTTP/1.1");
        };
    }

    private static String host(HttpRequest request, boolean required) {
        List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
        if (hosts.size() > 1 || (required && hosts.isEmpty())) {
            throw malformed("a request has exactly one Host field");
        }
        String host = hosts.isEmpty() ? "" : hosts.getFirst();
        if (!HOST.matcher(host).matches()) {
            throw malformed("the Host field is no host");
        }
        return host;
    }

    private static void checkTransferEncoding(HttpRequest request, boolean allowed) {
        List<String> codings = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (codings.isEmpty()) {
            return;
        }
        if (!allowed || codings.size() > 1 || !codings.getFirst().equalsIgnoreCase("chunked")) {
            throw malformed("the only transfer coding understood here is chunked");
        }
    }

    private static OptionalLong contentLength(HttpRequest request) {
        if (HttpUtil.isTransferEncodingChunked(request)) {
            return OptionalLong.empty();
        }
        long length = HttpUtil.getContentLength(request, 0L);
        return OptionalLong.of(length);
    }

    private static OciException malformed(String message) {
        return OciException.withStatus(ErrorCode.UNSUPPORTED, 400, message);
    }
}
