package dev.roadstead.registry.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.roadstead.registry.http.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// One answer as it came from the socket.
@SuppressWarnings("ArrayRecordComponent")
record Answer(int status, Headers headers, byte[] body) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    String header(String name) {
        return headers.first(name).orElse("");
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    JsonNode json() throws IOException {
        return JSON.readTree(body);
    }

    boolean closes() {
        return header("Connection").equalsIgnoreCase("close");
    }

    /// The code of the error that the body holds.
    String code() throws IOException {
        return json().path("errors").path(0).path("code").asText();
    }

    /// What every refusal owes the client: the specification's form, and nothing of the server's inside.
    void isARefusal(int expectedStatus, String expectedCode) throws IOException {
        assertThat(status).as(text()).isEqualTo(expectedStatus);
        if (expectedStatus >= 400 && body.length > 0) {
            assertThat(code()).as(text()).isEqualTo(expectedCode);
            assertThat(json().path("errors").path(0).path("message").asText()).isNotEmpty();
            tellsNothing();
        }
    }

    void tellsNothing() {
        assertThat(text()).doesNotContain("Exception", "\tat ", "dev.roadstead", "java.", "/tmp", "SELECT", ".java");
    }
}
