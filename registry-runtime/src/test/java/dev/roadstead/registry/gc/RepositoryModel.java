package dev.roadstead.registry.gc;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.ReferrersTag;
import dev.roadstead.oci.Tag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What one repository should hold, and what of it has a use. Knows nothing of reviews and of times.
final class RepositoryModel {
    private final Predicate<Digest> isInTrash;
    private final Map<Digest, Image> everPushed = new HashMap<>();
    private final Map<Digest, Image> stored = new HashMap<>();
    private final Set<Digest> orphans = new HashSet<>();
    private final Map<String, Pointer> tags = new HashMap<>();

    record Image(
            @Nullable Digest blob,
            List<Digest> children,
            @Nullable Digest subject) {}

    private record Pointer(Digest digest, boolean subjectGone) {}

    RepositoryModel(Predicate<Digest> isInTrash) {
        this.isInTrash = isInTrash;
    }

    /// In the order of the digests.
    List<Digest> manifests() {
        return stored.keySet().stream().sorted().toList();
    }

    Set<String> tags() {
        return tags.keySet();
    }

    void push(Digest digest, Image image) {
        everPushed.put(digest, image);
        store(digest, image);
    }

    void restored(Digest digest) {
        store(digest, everPushed.get(digest));
    }

    private void store(Digest digest, Image image) {
        if (stored.putIfAbsent(digest, image) == null) {
            setSubjectGone(digest, false);
            if (image.subject != null && isInTrash.test(image.subject)) {
                orphans.add(digest);
            }
        }
    }

    void tag(String name, Digest digest) {
        boolean gone = ReferrersTag.subject(new Tag(name)).filter(isInTrash).isPresent();
        tags.put(name, new Pointer(digest, gone));
    }

    void untag(String name) {
        tags.remove(name);
    }

    void remove(Digest digest) {
        stored.remove(digest);
        orphans.remove(digest);
        tags.values().removeIf(pointer -> pointer.digest.equals(digest));
        setSubjectGone(digest, true);
    }

    private void setSubjectGone(Digest subject, boolean gone) {
        stored.forEach((digest, image) -> {
            if (subject.equals(image.subject)) {
                boolean _ = gone ? orphans.add(digest) : orphans.remove(digest);
            }
        });
        for (Tag tag : ReferrersTag.of(subject)) {
            tags.computeIfPresent(tag.name(), (_, pointer) -> new Pointer(pointer.digest, gone));
        }
    }

    Set<Digest> neededBlobs() {
        Set<Digest> needed = new HashSet<>();
        for (Image image : stored.values()) {
            if (image.blob != null) {
                needed.add(image.blob);
            }
        }
        return needed;
    }

    /// What stays for ever if nothing else happens: what is left when all that has no use was taken away, over and
    /// over.
    Set<Digest> useful(boolean untaggedToo) {
        RepositoryModel left = new RepositoryModel(_ -> false);
        left.stored.putAll(stored);
        left.orphans.addAll(orphans);
        left.tags.putAll(tags);
        List<Digest> useless = left.useless(untaggedToo);
        while (!useless.isEmpty()) {
            useless.forEach(left::remove);
            useless = left.useless(untaggedToo);
        }
        return left.stored.keySet();
    }

    private List<Digest> useless(boolean untaggedToo) {
        List<Digest> useless = new ArrayList<>();
        stored.forEach((digest, image) -> {
            if (!hasUse(digest, image, untaggedToo)) {
                useless.add(digest);
            }
        });
        return useless;
    }

    private boolean hasUse(Digest digest, Image image, boolean untaggedToo) {
        List<Pointer> own = tags.values().stream()
                .filter(pointer -> pointer.digest.equals(digest))
                .toList();
        boolean tagged = own.stream().anyMatch(pointer -> !pointer.subjectGone);
        boolean orphaned = orphans.contains(digest) || own.stream().anyMatch(Pointer::subjectGone);
        boolean listed = stored.values().stream().anyMatch(parent -> parent.children.contains(digest));
        boolean attached = image.subject != null && stored.containsKey(image.subject);
        return tagged || listed || attached || (!orphaned && !untaggedToo);
    }
}
