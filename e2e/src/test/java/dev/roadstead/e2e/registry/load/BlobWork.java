package dev.roadstead.e2e.registry.load;

import dev.roadstead.e2e.registry.load.RegistryClient.Answer;
import dev.roadstead.e2e.registry.load.Thing.Blob;
import dev.roadstead.e2e.registry.load.Thing.Stored;
import dev.roadstead.e2e.registry.load.Writer.Change;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Blobs of one client: pushed whole or in parts, mounted, deleted.
final class BlobWork {
    private static final List<String> OCTETS = List.of("Content-Type", "application/octet-stream");

    private final Writer writer;
    private final Model model;
    private final RandomGenerator random;

    BlobWork(Writer writer, RandomGenerator random) {
        this.writer = writer;
        this.model = writer.model();
        this.random = random;
    }

    void pushWhole(String repository, Content content) throws NoAnswerException {
        writer.change(
                has(repository, content, "push of a blob"),
                new Change("POST", uploads(repository) + "?digest=" + content.digest(), content.bytes(), OCTETS),
                201,
                Set.of());
    }

    /// So that a manifest may name it.
    void require(String repository, Content content) throws NoAnswerException {
        if (!model.has(new Blob(repository, content.digest()))) {
            pushWhole(repository, content);
        }
    }

    private static Effect has(String repository, Content content, String request) {
        return Effect.put(
                request,
                new Blob(repository, content.digest()),
                content.digest().toString());
    }

    private static String uploads(String repository) {
        return "/v2/" + repository + "/blobs/uploads/";
    }

    /// Leaves some uploads for another time.
    void pushInParts(String repository, Content content) throws NoAnswerException {
        Answer started =
                writer.change(Effect.none("start of an upload"), Change.of("POST", uploads(repository)), 202, Set.of());
        goOn(begun(started, repository, content));
    }

    private OpenUpload begun(Answer started, String repository, Content content) {
        OpenUpload upload = new OpenUpload(started.header("Docker-Upload-UUID"), repository, content, 0, 0);
        model.keep(upload);
        return upload;
    }

    private void goOn(OpenUpload begun) throws NoAnswerException {
        OpenUpload upload = begun;
        int size = upload.content().sizeInBytes();
        while (random.nextInt(4) != 0 && upload.acknowledged() < size) {
            // Never one byte in all: the answer would look like that of none.
            int more = 2 + random.nextInt(size - (int) upload.acknowledged());
            upload = append(upload, Math.min(size, (int) upload.acknowledged() + more));
        }
        if (random.nextInt(3) != 0) {
            finish(upload);
        }
    }

    private OpenUpload append(OpenUpload upload, int end) throws NoAnswerException {
        OpenUpload sending = upload.sending(end);
        model.keep(sending);
        writer.change(
                Effect.none("part of an upload"),
                new Change("PATCH", upload.path(), part(upload, end), OCTETS),
                202,
                Set.of());
        OpenUpload kept = sending.kept(end);
        model.keep(kept);
        return kept;
    }

    private void finish(OpenUpload upload) throws NoAnswerException {
        Content content = upload.content();
        OpenUpload sending = upload.sending(content.sizeInBytes());
        model.keep(sending);
        writer.change(
                has(upload.repository(), content, "end of an upload").ending(upload),
                new Change(
                        "PUT",
                        upload.path() + "?digest=" + content.digest(),
                        part(upload, content.sizeInBytes()),
                        OCTETS),
                201,
                Set.of());
    }

    private static byte[] part(OpenUpload upload, int end) {
        return Arrays.copyOfRange(upload.content().bytes(), (int) upload.acknowledged(), end);
    }

    /// Goes on with an upload from where the registry says it is, or drops it.
    void resume(String repository) throws NoAnswerException {
        List<OpenUpload> open = model.uploads().stream()
                .filter(upload -> upload.repository().equals(repository))
                .toList();
        if (open.isEmpty()) {
            return;
        }
        OpenUpload upload = open.get(random.nextInt(open.size()));
        if (random.nextInt(8) == 0) {
            writer.change(
                    Effect.none("end of an upload that is dropped").ending(upload),
                    Change.of("DELETE", upload.path()),
                    204,
                    Set.of());
            return;
        }
        long offset = Observation.offset(writer.look(upload.path(), true).headers());
        if (!upload.mayBeAt(offset)) {
            throw new AssertionError(upload + " is at " + offset);
        }
        goOn(upload.kept(offset));
    }

    /// What the source does not have becomes an upload.
    void mount(String repository, String from, Content content, boolean isSure) throws NoAnswerException {
        Answer answer = writer.change(
                has(repository, content, "mount"),
                Change.of("POST", uploads(repository) + "?mount=" + content.digest() + "&from=" + from),
                201,
                isSure ? Set.of() : Set.of(202));
        if (answer.status() == 202) {
            goOn(begun(answer, repository, content));
        }
    }

    void delete(String repository, Content content) throws NoAnswerException {
        Blob blob = new Blob(repository, content.digest());
        boolean isNeeded = model.present(repository, Stored.class).stream()
                .map(stored -> model.manifest(stored.manifest()))
                .anyMatch(manifest -> manifest != null && manifest.blobs().contains(content.digest()));
        writer.change(
                Effect.put("deletion of a blob", blob, Thing.ABSENT),
                Change.of("DELETE", "/v2/" + repository + "/blobs/" + content.digest()),
                isNeeded || !model.has(blob) ? Writer.NEVER : 202,
                Set.of(isNeeded ? 409 : 404));
    }
}
