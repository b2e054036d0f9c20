package dev.roadstead.sandbox.protobuf;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The shapes of protobuf messages, read from `messages.txt` beside this class (its head explains the format).
final class Messages {

    private static final Pattern FIELD = Pattern.compile("(\\d+)([?!]?)(\\w+):(<?)([^*]+)(\\*?)");
    private static final Map<String, Map<Integer, Field>> ALL = load();

    private Messages() {}

    enum Cardinality {
        ONE,
        LIST,
        MAP
    }

    /// A field: its JSON name, the type of its values, and how absence shows.
    record Field(String name, String type, Cardinality cardinality, boolean pointer, boolean inline) {}

    /// Fields by number; null when the message is not in the table.
    static @Nullable Map<Integer, Field> find(String message) {
        return ALL.get(message);
    }

    private static Map<String, Map<Integer, Field>> load() {
        Map<String, Map<Integer, Field>> messages = new HashMap<>();
        InputStream stream = Objects.requireNonNull(Messages.class.getResourceAsStream("messages.txt"));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                String[] parts = line.split(" ");
                Map<Integer, Field> fields = new HashMap<>();
                for (int i = 1; i < parts.length; i++) {
                    Matcher part = FIELD.matcher(parts[i]);
                    if (!part.matches()) {
                        throw new IllegalStateException("messages.txt: " + parts[i]);
                    }
                    fields.put(Integer.valueOf(part.group(1)), field(part));
                }
                messages.put(parts[0], fields);
            });
            return messages;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Field field(Matcher part) {
        Cardinality cardinality = !part.group(4).isEmpty()
                ? Cardinality.MAP
                : part.group(6).isEmpty() ? Cardinality.ONE : Cardinality.LIST;
        return new Field(
                part.group(3),
                part.group(5),
                cardinality,
                part.group(2).equals("?"),
                part.group(2).equals("!"));
    }
}
