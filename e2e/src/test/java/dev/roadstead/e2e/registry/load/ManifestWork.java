package dev.roadstead.e2e.registry.load;

import dev.roadstead.e2e.registry.load.Thing.Stored;
import dev.roadstead.e2e.registry.load.Thing.Tagged;
import dev.roadstead.e2e.registry.load.Writer.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Manifests and tags of one client.
final class ManifestWork {
    private static final int TAGS = 6;
    private static final int DEEPEST = 3;

    private final Writer writer;
    private final Model model;
    private final BlobWork blobs;
    private final RandomGenerator random;
    private final Contents contents;

    ManifestWork(Writer writer, BlobWork blobs, RandomGenerator random, Contents contents) {
        this.writer = writer;
        this.model = writer.model();
        this.blobs = blobs;
        this.random = random;
        this.contents = contents;
    }

    private String note() {
        return Long.toHexString(random.nextLong());
    }

    private String tag() {
        return "v" + random.nextInt(TAGS);
    }

    void pushImage(String repository) throws NoAnswerException {
        Content config = contents.any(random);
        List<Content> layers = layers();
        blobs.require(repository, config);
        for (Content layer : layers) {
            blobs.require(repository, layer);
        }
        push(repository, PushedManifest.image(config, layers, note()), List.of(tag()));
    }

    private List<Content> layers() {
        return random.ints(random.nextInt(3), 0, contents.all().size())
                .mapToObj(contents.all()::get)
                .distinct()
                .toList();
    }

    /// Pushed by its digest without tags, by a tag with one, and by its digest with several in the query.
    private void push(String repository, PushedManifest manifest, List<String> tags) throws NoAnswerException {
        model.know(manifest);
        String value = manifest.digest().toString();
        Effect effect = Effect.put("push of a manifest", new Stored(repository, manifest.digest()), value);
        for (String tag : tags) {
            effect = effect.and(new Tagged(repository, tag), value);
        }
        String reference = switch (tags.size()) {
            case 0 -> value;
            case 1 -> tags.getFirst();
            default -> value + "?tag=" + String.join("&tag=", tags);
        };
        writer.change(
                effect,
                new Change(
                        "PUT",
                        path(repository, reference),
                        manifest.bytes(),
                        List.of("Content-Type", manifest.mediaType())),
                201,
                Set.of());
    }

    private static String path(String repository, String reference) {
        return "/v2/" + repository + "/manifests/" + reference;
    }

    private Optional<PushedManifest> any(String repository) {
        List<Stored> stored = model.present(repository, Stored.class);
        return stored.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(
                        model.manifest(stored.get(random.nextInt(stored.size())).manifest()));
    }

    void retag(String repository) throws NoAnswerException {
        Optional<PushedManifest> manifest = any(repository);
        if (manifest.isPresent()) {
            push(repository, manifest.get(), List.of("moved", tag()));
        }
    }

    void pushIndex(String repository) throws NoAnswerException {
        List<PushedManifest> children = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            any(repository).filter(child -> child.depth() < DEEPEST).ifPresent(children::add);
        }
        if (!children.isEmpty()) {
            push(repository, PushedManifest.index(children, note()), random.nextBoolean() ? List.of() : List.of(tag()));
        }
    }

    void pushReferrer(String repository) throws NoAnswerException {
        Optional<PushedManifest> subject = any(repository);
        if (subject.isPresent()) {
            Content signature = contents.any(random);
            blobs.require(repository, signature);
            push(repository, PushedManifest.referrer(signature, List.of(), subject.get(), note()), List.of());
        }
    }

    void deleteTag(String repository) throws NoAnswerException {
        Tagged tagged = new Tagged(repository, tag());
        writer.change(
                Effect.put("deletion of a tag", tagged, Thing.ABSENT),
                Change.of("DELETE", path(repository, tagged.tag())),
                model.has(tagged) ? 202 : Writer.NEVER,
                model.has(tagged) ? Set.of() : Set.of(404));
    }

    /// Its tags go with it.
    void deleteManifest(String repository) throws NoAnswerException {
        Optional<PushedManifest> manifest = any(repository);
        if (manifest.isEmpty()) {
            return;
        }
        String digest = manifest.get().digest().toString();
        Effect effect = Effect.put(
                "deletion of a manifest", new Stored(repository, manifest.get().digest()), Thing.ABSENT);
        for (Tagged tagged : model.present(repository, Tagged.class)) {
            if (model.value(tagged).equals(digest)) {
                effect = effect.and(tagged, Thing.ABSENT);
            }
        }
        writer.change(effect, Change.of("DELETE", path(repository, digest)), 202, Set.of());
    }
}
