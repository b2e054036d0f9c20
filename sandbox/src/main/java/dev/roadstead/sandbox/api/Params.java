package dev.roadstead.sandbox.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Names with one or more values: a query string.
public record Params(Map<String, List<String>> values) {

    public static final Params NONE = new Params(Map.of());

    public static Params parse(String rawQuery) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : rawQuery.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                values.computeIfAbsent(decode(name), _ -> new ArrayList<>()).add(decode(value));
            }
        }
        return new Params(values);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /// The first value; empty when absent.
    public String text(String name) {
        List<String> all = values.get(name);
        return all == null || all.isEmpty() ? "" : all.getFirst();
    }

    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    public boolean isTrue(String name) {
        String value = text(name);
        return value.equals("true") || value.equals("1");
    }

    /// A whole number; `fallback` when absent.
    public long number(String name, long fallback) {
        String value = text(name);
        if (value.isEmpty()) {
            return fallback;
        }
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException _) {
            throw Failures.badRequest("the query parameter " + name + " must be a whole number, not \"" + value + "\"");
        }
    }
}
