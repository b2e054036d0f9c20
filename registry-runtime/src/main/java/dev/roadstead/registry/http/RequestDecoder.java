package dev.roadstead.registry.http;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;

/// Refuses what two servers could read differently: a body with two lengths (RFC 9112, section 6.1).
final class RequestDecoder extends HttpRequestDecoder {
    private static final int LONGEST_METHOD_AND_VERSION = 32;
    private static final int MAX_CHUNK_SIZE_IN_BYTES = 256 << 10;

    RequestDecoder(HttpLimits limits) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.maxTargetSizeInBytes() + LONGEST_METHOD_AND_VERSION)
                .setMaxHeaderSize(limits.maxHeadersSizeInBytes())
                .setMaxChunkSize(MAX_CHUNK_SIZE_IN_BYTES)
                .setAllowDuplicateContentLengths(false)
                .setStrictLineParsing(true)
                .setUseRfc9112TransferEncoding(true));
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("both Content-Length and Transfer-Encoding");
    }
}
