package dev.roadstead.e2e.registry.load;

import dev.roadstead.e2e.registry.load.Thing.Blob;
import dev.roadstead.oci.Digest;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// A client that does one thing after the other until the registry goes away. What it does next depends on its seed and
/// on what it was told only.
public final class LoadClient {
    private static final int CROWDED = 40;

    private final String name;
    private final Model model;
    private final List<String> names;
    private final Contents contents;
    private final RandomGenerator random;

    /// @param names of all clients that share the model
    public LoadClient(String name, List<String> names, Model model, Contents contents, long seed) {
        this.name = name;
        this.names = List.copyOf(names);
        this.model = model;
        this.contents = contents;
        this.random = new SplittableRandom(seed ^ name.hashCode() * 0x9E3779B97F4A7C15L);
    }

    private record Work(Writer writer, BlobWork blobs, ManifestWork manifests) {}

    /// Ends when a request gets no answer. Throws [AssertionError] when an answer is wrong.
    public void workOn(RegistryClient registry) {
        Writer writer = new Writer(name, model, registry);
        BlobWork blobs = new BlobWork(writer, random);
        Work work = new Work(writer, blobs, new ManifestWork(writer, blobs, random, contents));
        try {
            while (true) {
                step(work, name + (random.nextInt(3) == 0 ? "/base" : "/app"));
            }
        } catch (NoAnswerException _) {
            // What it asked for last stays in doubt.
        }
    }

    private void step(Work work, String repository) throws NoAnswerException {
        boolean isCrowded = model.present(repository, Thing.Stored.class).size() > CROWDED;
        switch (random.nextInt(20)) {
            case 0, 1 -> work.blobs().pushWhole(repository, contents.any(random));
            case 2, 3, 4 -> work.blobs().pushInParts(repository, contents.any(random));
            case 5, 6 -> work.blobs().resume(repository);
            case 7, 8 -> mount(work, repository);
            case 9, 10 -> work.blobs().delete(repository, contents.any(random));
            case 11 -> pull(work, repository);
            case 12 -> work.manifests().retag(repository);
            case 13 -> work.manifests().deleteTag(repository);
            case 14 -> work.manifests().deleteManifest(repository);
            case 15, 16 -> {
                if (isCrowded) {
                    work.manifests().deleteManifest(repository);
                } else {
                    work.manifests().pushImage(repository);
                }
            }
            case 17 -> work.manifests().pushIndex(repository);
            case 18 -> work.manifests().pushReferrer(repository);
            default -> work.manifests().pushImage(repository);
        }
    }

    /// From the other repository of this client, which nobody else changes, or from anybody's.
    private void mount(Work work, String repository) throws NoAnswerException {
        String other = name + (repository.endsWith("/app") ? "/base" : "/app");
        List<Blob> there = model.present(other, Blob.class);
        Content any = contents.any(random);
        if (random.nextBoolean() && !there.isEmpty()) {
            Digest digest = there.get(random.nextInt(there.size())).digest();
            for (Content content : contents.all()) {
                if (content.digest().equals(digest)) {
                    work.blobs().mount(repository, other, content, true);
                }
            }
            return;
        }
        String from = names.get(random.nextInt(names.size())) + "/app";
        work.blobs()
                .mount(repository, from, any, from.startsWith(name + "/") && model.has(new Blob(from, any.digest())));
    }

    private void pull(Work work, String repository) throws NoAnswerException {
        Digest digest = contents.any(random).digest();
        boolean isThere = model.has(new Blob(repository, digest));
        byte[] body = work.writer()
                .look("/v2/" + repository + "/blobs/" + digest, isThere)
                .body();
        if (isThere && !Digest.sha256(body).equals(digest)) {
            throw new AssertionError(name + " pulled something else as " + digest);
        }
    }
}
