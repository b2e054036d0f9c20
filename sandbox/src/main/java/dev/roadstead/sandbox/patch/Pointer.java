package dev.roadstead.sandbox.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A place in a document by JSON Pointer, RFC 6901: reads and changes what is there.
record Pointer(String text, List<String> tokens) {

    private static final String APPEND = "-";

    static Pointer parse(String text) {
        if (text.isEmpty()) {
            return new Pointer(text, List.of());
        }
        if (!text.startsWith("/")) {
            throw new PatchException("path \"" + text + "\" must be empty or start with \"/\"");
        }
        List<String> tokens = new ArrayList<>();
        for (String token : text.substring(1).split("/", -1)) {
            tokens.add(token.replace("~1", "/").replace("~0", "~"));
        }
        return new Pointer(text, List.copyOf(tokens));
    }

    boolean isRoot() {
        return tokens.isEmpty();
    }

    boolean isInside(Pointer other) {
        return tokens.size() > other.tokens.size()
                && tokens.subList(0, other.tokens.size()).equals(other.tokens);
    }

    private String last() {
        return tokens.getLast();
    }

    /// What is there; null if nothing is.
    @Nullable
    JsonNode find(JsonNode document) {
        JsonNode at = document;
        for (String token : tokens) {
            JsonNode next = at instanceof ArrayNode list ? item(list, token) : at.get(token);
            if (next == null) {
                return null;
            }
            at = next;
        }
        return at;
    }

    private static @Nullable JsonNode item(ArrayNode list, String token) {
        return isPosition(token) ? list.get(Integer.parseInt(token)) : null;
    }

    private static boolean isPosition(String token) {
        return token.matches("0|[1-9][0-9]{0,8}");
    }

    /// Puts a value there, before what is there in a list; false if there is no object or list to hold it.
    boolean add(JsonNode document, JsonNode value) {
        return switch (parent(document)) {
            case ObjectNode object -> {
                object.set(last(), value);
                yield true;
            }
            case ArrayNode list
            when last().equals(APPEND) -> {
                list.add(value);
                yield true;
            }
            case ArrayNode list -> {
                requirePosition(list.size());
                list.insert(Integer.parseInt(last()), value);
                yield true;
            }
            case null, default -> false;
        };
    }

    /// Puts a value in the place of the one that is there.
    void replace(JsonNode document, JsonNode value) {
        if (parent(document) instanceof ArrayNode list) {
            list.set(Integer.parseInt(last()), value);
        } else {
            add(document, value);
        }
    }

    /// Takes out what is there; null if nothing is.
    @Nullable
    JsonNode remove(JsonNode document) {
        return switch (parent(document)) {
            case ObjectNode object -> object.remove(last());
            case ArrayNode list when isPosition(last()) -> list.remove(Integer.parseInt(last()));
            case null, default -> null;
        };
    }

    private @Nullable JsonNode parent(JsonNode document) {
        return new Pointer(text, tokens.subList(0, tokens.size() - 1)).find(document);
    }

    private void requirePosition(int size) {
        if (!isPosition(last())) {
            throw new PatchException("path \"" + text + "\": \"" + last() + "\" is no position in a list");
        }
        if (Integer.parseInt(last()) > size) {
            throw new PatchException("path \"" + text + "\": the list has only " + size + " items");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
