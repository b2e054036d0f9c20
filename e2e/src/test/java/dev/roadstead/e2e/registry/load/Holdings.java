package dev.roadstead.e2e.registry.load;

import dev.roadstead.oci.Digest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What one repository holds that is in use, by what its only client did. All else is garbage.
final class Holdings {
    private final String repository;
    private final Map<String, PushedManifest> tags = new LinkedHashMap<>();
    private final Map<Digest, PushedManifest> pushed = new HashMap<>();
    private final Map<Digest, List<PushedManifest>> referrers = new HashMap<>();
    private final Set<Digest> listed = new HashSet<>();

    Holdings(String repository) {
        this.repository = repository;
    }

    String repository() {
        return repository;
    }

    void stored(PushedManifest manifest) {
        pushed.put(manifest.digest(), manifest);
        listed.addAll(manifest.children());
        manifest.subjectDigest()
                .ifPresent(subject -> referrers
                        .computeIfAbsent(subject, _ -> new ArrayList<>())
                        .add(manifest));
    }

    void tagged(String tag, PushedManifest manifest) {
        tags.put(tag, manifest);
    }

    void untagged(String tag) {
        tags.remove(tag);
    }

    /// With its tags.
    void deleted(PushedManifest manifest) {
        pushed.remove(manifest.digest());
        tags.values().removeIf(tagged -> tagged.digest().equals(manifest.digest()));
    }

    boolean isTagged(PushedManifest manifest) {
        return tags.containsValue(manifest);
    }

    /// Null where the tag is free.
    @Nullable
    PushedManifest at(String tag) {
        return tags.get(tag);
    }

    boolean isListed(PushedManifest manifest) {
        return listed.contains(manifest.digest());
    }

    boolean hasReferrers(PushedManifest manifest) {
        return referrers.containsKey(manifest.digest());
    }

    List<PushedManifest> anyTagged(RandomGenerator random, int atMost, int deepest) {
        List<PushedManifest> all = tags.values().stream()
                .filter(manifest -> manifest.depth() <= deepest)
                .toList();
        return all.isEmpty()
                ? List.of()
                : random.ints(atMost, 0, all.size())
                        .mapToObj(all::get)
                        .distinct()
                        .toList();
    }

    /// Those of an index that are indexes.
    List<PushedManifest> innerIndexes(PushedManifest index) {
        return index.children().stream()
                .flatMap(child -> Stream.ofNullable(pushed.get(child)))
                .filter(child -> child.depth() > 0)
                .toList();
    }

    /// What tags hold, what that lists, and what is attached to it.
    Collection<PushedManifest> inUse() {
        Map<Digest, PushedManifest> found = new LinkedHashMap<>();
        Deque<PushedManifest> next = new ArrayDeque<>(tags.values());
        while (!next.isEmpty()) {
            PushedManifest manifest = next.pop();
            if (found.putIfAbsent(manifest.digest(), manifest) == null) {
                manifest.children().stream()
                        .flatMap(child -> Stream.ofNullable(pushed.get(child)))
                        .forEach(next::push);
                referrers.getOrDefault(manifest.digest(), List.of()).forEach(next::push);
            }
        }
        return found.values();
    }
}
