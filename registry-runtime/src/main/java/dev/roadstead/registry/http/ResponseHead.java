package dev.roadstead.registry.http;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.OptionalLong;

/// The header fields of an answer as they go on the wire.
final class ResponseHead {
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private static volatile Dated date = new Dated(0, "");

    private record Dated(long second, String text) {}

    private ResponseHead() {}

    /// @param bodySize empty for a body of unknown length
    static HttpHeaders fields(RequestHead request, Response response, OptionalLong bodySize, boolean keepAlive) {
        HttpHeaders fields = DefaultHttpHeadersFactory.headersFactory().newHeaders();
        response.headers().asMap().forEach(fields::add);
        fields.set(HttpHeaderNames.DATE, date());
        fields.set("x-content-type-options", "nosniff");
        boolean headOfEmpty = request.method().equals("HEAD") && response.body() instanceof Response.Empty;
        if (response.status() == NO_CONTENT || response.status() == NOT_MODIFIED) {
            fields.remove(HttpHeaderNames.CONTENT_LENGTH);
        } else if (!(headOfEmpty && fields.contains(HttpHeaderNames.CONTENT_LENGTH))) {
            fields.remove(HttpHeaderNames.CONTENT_LENGTH);
            if (bodySize.isPresent()) {
                fields.set(HttpHeaderNames.CONTENT_LENGTH, bodySize.getAsLong());
            } else if (request.chunkedAnswers()) {
                fields.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
            }
        }
        if (!keepAlive) {
            fields.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (!request.chunkedAnswers()) {
            fields.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
        return fields;
    }

    private static String date() {
        long now = Instant.now().getEpochSecond();
        Dated last = date;
        if (last.second != now) {
            last = new Dated(
                    now,
                    DateTimeFormatter.RFC_1123_DATE_TIME.format(
                            Instant.ofEpochSecond(now).atOffset(ZoneOffset.UTC)));
            date = last;
        }
        return last.text;
    }
}
