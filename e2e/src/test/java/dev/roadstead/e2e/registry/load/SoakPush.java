package dev.roadstead.e2e.registry.load;

import dev.roadstead.e2e.registry.load.RegistryClient.Answer;
import dev.roadstead.oci.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One push after the other, each as common clients do it: ask for each blob, bring what is missing, then the manifest.
final class SoakPush {
    private static final byte[] NOTHING = {};
    private static final int ATTEMPTS = 20;

    private final RegistryClient registry;
    private final SoakLedger ledger;

    SoakPush(RegistryClient registry, SoakLedger ledger) {
        this.registry = registry;
        this.ledger = ledger;
    }

    /// Pushes manifests that need each other, in their order. What the registry said of the first must hold until it
    /// has the last, so what took longer than the grace period is begun anew. What was not pushed is in the ledger.
    ///
    /// @param tag of the last one; null for none
    /// @param neighbour a repository that may have the blobs
    boolean push(Holdings into, List<PushedManifest> manifests, @Nullable String tag, @Nullable String neighbour)
            throws NoAnswerException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long start = System.nanoTime();
            Optional<String> refusal = attempt(into.repository(), manifests, tag, neighbour);
            if (!ledger.isPastGrace(start)) {
                refusal.ifPresent(ledger::failed);
                return refusal.isEmpty();
            }
            ledger.late();
        }
        ledger.failed("every push of " + manifests.getLast() + " took longer than the grace period");
        return false;
    }

    private Optional<String> attempt(
            String repository, List<PushedManifest> manifests, @Nullable String tag, @Nullable String neighbour)
            throws NoAnswerException {
        for (PushedManifest manifest : manifests) {
            for (Digest blob : manifest.blobs()) {
                bring(repository, ledger.content(blob), neighbour);
            }
            boolean isTagged = tag != null && manifest.equals(manifests.getLast());
            Answer answer = registry.send(
                    "PUT",
                    "/v2/" + repository + "/manifests/" + (isTagged ? tag : manifest.digest()),
                    manifest.bytes(),
                    "Content-Type",
                    manifest.mediaType());
            if (answer.status() != 201) {
                return Optional.of(refused("push of " + manifest, answer));
            }
        }
        return Optional.empty();
    }

    private void bring(String repository, Content content, @Nullable String neighbour) throws NoAnswerException {
        int head =
                send("HEAD", "/v2/" + repository + "/blobs/" + content.digest()).status();
        if (head == 200) {
            return;
        }
        String uploads = "/v2/" + repository + "/blobs/uploads/";
        if (neighbour == null) {
            expect(201, put("POST", uploads + "?digest=" + content.digest(), content));
            return;
        }
        Answer mount = send("POST", uploads + "?mount=" + content.digest() + "&from=" + neighbour);
        if (mount.status() != 201) {
            expect(202, mount);
            expect(201, put("PUT", mount.header("Location") + "?digest=" + content.digest(), content));
        }
    }

    /// A blob without a manifest.
    void pushLoose(String repository, Content content) throws NoAnswerException {
        bring(repository, content, null);
    }

    void delete(String path) throws NoAnswerException {
        Answer answer = send("DELETE", path);
        if (answer.status() != 404) {
            expect(202, answer);
        }
    }

    private Answer put(String method, String path, Content content) throws NoAnswerException {
        return registry.send(method, path, content.bytes(), "Content-Type", "application/octet-stream");
    }

    private Answer send(String method, String path) throws NoAnswerException {
        return registry.send(method, path, NOTHING);
    }

    private void expect(int status, Answer answer) {
        if (answer.status() != status) {
            ledger.failed(refused("a request that should get " + status, answer));
        }
    }

    private static String refused(String what, Answer answer) {
        return what + " got " + answer.status() + " " + new String(answer.body(), StandardCharsets.UTF_8);
    }
}
