package dev.roadstead.oci;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/// A tag, `[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}` (spec.md, "Pulling manifests").
public record Tag(String name) implements Reference, Comparable<Tag> {
    private static final Pattern TAG = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}");

    public Tag {
        if (!TAG.matcher(name).matches()) {
            throw OciException.of(ErrorCode.MANIFEST_INVALID, "a tag matches [a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}");
        }
    }

    @JsonCreator
    public static Tag parse(String name) {
        return new Tag(name);
    }

    @Override
    public int compareTo(Tag other) {
        return name.compareTo(other.name);
    }

    @JsonValue
    @Override
    public String toString() {
        return name;
    }
}
