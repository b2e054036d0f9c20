package dev.roadstead.oci;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/// A repository name, the specification's `<name>` (spec.md, "Pulling manifests"), of at most 255 characters.
public record Repository(String name) implements Comparable<Repository> {
    private static final int MAX_LENGTH = 255;
    private static final Pattern COMPONENT = Pattern.compile("[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*");

    public Repository {
        if (!isValid(name)) {
            throw OciException.of(
                    ErrorCode.NAME_INVALID,
                    "a repository name is lower-case path components of letters, digits and single . _ __ - separators, at most "
                            + MAX_LENGTH + " characters");
        }
    }

    private static boolean isValid(String name) {
        if (name.isEmpty() || name.length() > MAX_LENGTH) {
            return false;
        }
        for (String component : name.split("/", -1)) {
            if (!COMPONENT.matcher(component).matches()) {
                return false;
            }
        }
        return true;
    }

    @JsonCreator
    public static Repository parse(String name) {
        return new Repository(name);
    }

    @Override
    public int compareTo(Repository other) {
        return name.compareTo(other.name);
    }

    @JsonValue
    @Override
    public String toString() {
        return name;
    }
}
