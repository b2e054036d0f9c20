package dev.roadstead.registry.api;

import dev.roadstead.registry.http.Headers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One row of the API's table: a request and what must come back. `{name}` stands for a digest of the fixture.
record Call(
        String name,
        String method,
        String url,
        Headers headers,
        String body,
        int status,
        List<Map.Entry<String, String>> expectedHeaders,
        List<String> absentHeaders,
        List<String> expectedTexts) {

    static Call call(String name) {
        return new Call(name, "GET", "/v2/", Headers.NONE, "", 0, List.of(), List.of(), List.of());
    }

    Call with(String method, String url) {
        return new Call(name, method, url, headers, body, status, expectedHeaders, absentHeaders, expectedTexts);
    }

    Call get(String url) {
        return with("GET", url);
    }

    Call head(String url) {
        return with("HEAD", url);
    }

    Call post(String url) {
        return with("POST", url);
    }

    Call put(String url) {
        return with("PUT", url);
    }

    Call delete(String url) {
        return with("DELETE", url);
    }

    Call header(String header, String value) {
        return new Call(
                name,
                method,
                url,
                headers.with(header, value),
                body,
                status,
                expectedHeaders,
                absentHeaders,
                expectedTexts);
    }

    Call body(String text) {
        return new Call(name, method, url, headers, text, status, expectedHeaders, absentHeaders, expectedTexts);
    }

    Call expect(int expected) {
        return new Call(name, method, url, headers, body, expected, expectedHeaders, absentHeaders, expectedTexts);
    }

    Call expect(int expected, String code) {
        return expect(expected).text("\"code\":\"" + code + "\"");
    }

    Call replies(String header, Object value) {
        List<Map.Entry<String, String>> all = new ArrayList<>(expectedHeaders);
        all.add(Map.entry(header, value.toString()));
        return new Call(name, method, url, headers, body, status, all, absentHeaders, expectedTexts);
    }

    Call without(String header) {
        List<String> all = new ArrayList<>(absentHeaders);
        all.add(header);
        return new Call(name, method, url, headers, body, status, expectedHeaders, all, expectedTexts);
    }

    Call text(String part) {
        List<String> all = new ArrayList<>(expectedTexts);
        all.add(part);
        return new Call(name, method, url, headers, body, status, expectedHeaders, absentHeaders, all);
    }

    byte[] bodyBytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
