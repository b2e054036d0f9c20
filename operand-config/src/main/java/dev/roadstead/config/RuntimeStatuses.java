package dev.roadstead.config;

import com.fasterxml.jackson.core.JsonProcessingException;

/// Reads and writes the JSON of the admin API. The reader ignores fields it does not know, so that operator and runtime
/// may differ by a version.
public final class RuntimeStatuses {
    private RuntimeStatuses() {}

    public static String write(Object answer) {
        try {
            return ConfigMappers.JSON.writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an admin answer is always writable", e);
        }
    }

    /// Throws [InvalidConfigException] when the text is not such an answer.
    public static <T> T read(String json, Class<T> type) {
        try {
            return ConfigMappers.JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new InvalidConfigException("", "not a " + type.getSimpleName() + ": " + e.getOriginalMessage());
        }
    }
}
