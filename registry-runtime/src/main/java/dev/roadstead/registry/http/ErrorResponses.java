package dev.roadstead.registry.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roadstead.oci.OciException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The one place where an error becomes bytes: the specification's `errors` object (spec.md, "Error Codes").
public final class ErrorResponses {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ErrorResponses() {}

    public static Response of(OciException e) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", e.code().name());
        error.put("message", String.valueOf(e.getMessage()));
        if (!e.detail().isEmpty()) {
            error.put("detail", e.detail());
        }
        try {
            return Response.of(
                    e.status(), "application/json", JSON.writeValueAsBytes(Map.of("errors", List.of(error))));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("maps of strings are always writable", impossible);
        }
    }
}
