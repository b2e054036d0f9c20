package dev.roadstead.registry.api;

import dev.roadstead.oci.ErrorCode;
import dev.roadstead.oci.OciException;
import dev.roadstead.registry.http.ErrorResponses;
import dev.roadstead.registry.http.Request;
import dev.roadstead.registry.http.Response;
import java.util.Arrays;

/// Answers that several resources give.
final class Responses {
    private Responses() {}

    static Response methodNotAllowed(String allowed) {
        return error(OciException.of(ErrorCode.UNSUPPORTED)).with("Allow", allowed);
    }

    /// For an error that needs a header field; others are thrown.
    static Response error(OciException error) {
        return ErrorResponses.of(error);
    }

    /// Content is hashed and counted as it comes, so it must come as it is.
    static void refuseContentEncoding(Request request) {
        boolean isEncoded = request.headers().all("Content-Encoding").stream()
                .anyMatch(encoding -> !encoding.equalsIgnoreCase("identity"));
        if (isEncoded) {
            throw OciException.withStatus(ErrorCode.UNSUPPORTED, 415, "send the content without Content-Encoding");
        }
    }

    static boolean isUnchanged(Request request, String etag) {
        return request.headers().all("If-None-Match").stream()
                .flatMap(value -> value.lines().flatMap(line -> Arrays.stream(line.split(","))))
                .map(String::strip)
                .anyMatch(value -> value.equals(etag) || value.equals("W/" + etag));
    }
}
