package dev.roadstead.oci;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/// The specification's body of an error response (spec.md, "Error Codes").
public final class ErrorDocument {
    public static final String CONTENT_TYPE = "application/json";
    private static final JsonFactory JSON = new JsonFactory();

    private ErrorDocument() {}

    public static byte[] write(OciException error) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeArrayFieldStart("errors");
            json.writeStartObject();
            json.writeStringField("code", error.code().name());
            json.writeStringField("message", error.getMessage());
            if (!error.detail().isEmpty()) {
                writeDetail(json, error.detail());
            }
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void writeDetail(JsonGenerator json, Map<String, String> detail) throws IOException {
        json.writeObjectFieldStart("detail");
        for (Map.Entry<String, String> entry : detail.entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }
}
