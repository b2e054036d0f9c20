package dev.roadstead.e2e.registry.load;

import dev.roadstead.oci.Digest;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a registry would show that holds this.
record MemoryObservation(
        Map<Thing, String> values,
        Map<String, Long> offsets,
        Map<String, Set<String>> tags,
        Map<Digest, Set<Digest>> referrers)
        implements Observation {

    static MemoryObservation empty() {
        return new MemoryObservation(new HashMap<>(), new HashMap<>(), new TreeMap<>(), new HashMap<>());
    }

    @Override
    public String value(Thing thing) {
        return values.getOrDefault(thing, Thing.ABSENT);
    }

    @Override
    public OptionalLong offset(OpenUpload upload) {
        Long offset = offsets.get(upload.id());
        return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
    }

    @Override
    public Set<String> tags(String repository) {
        return tags.getOrDefault(repository, Set.of());
    }

    @Override
    public Set<Digest> referrers(String repository, Digest subject) {
        return new TreeSet<>(referrers.getOrDefault(subject, Set.of()));
    }
}
