package dev.roadstead.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists of documents: absent means empty. An empty item is kept for the validation, which can name its place.
final class Lists {
    private Lists() {}

    static <T> List<T> copyOf(@Nullable List<T> list) {
        return list == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(list));
    }
}
