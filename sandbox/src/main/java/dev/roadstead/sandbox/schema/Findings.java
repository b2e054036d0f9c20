package dev.roadstead.sandbox.schema;

import java.util.ArrayList;
import java.util.List;

/// What checking a value against a schema brought: its faults, and how much of the schema was looked at (by which the
/// nearest of several alternatives is told).
final class Findings {

    private final List<FieldError> errors = new ArrayList<>();
    private int matches;

    List<FieldError> errors() {
        return errors;
    }

    int matches() {
        return matches;
    }

    boolean areNone() {
        return errors.isEmpty();
    }

    void add(FieldError error) {
        if (!errors.contains(error)) {
            errors.add(error);
        }
    }

    void count() {
        matches++;
    }

    void merge(Findings other) {
        other.errors.forEach(this::add);
        matches += other.matches;
    }
}
