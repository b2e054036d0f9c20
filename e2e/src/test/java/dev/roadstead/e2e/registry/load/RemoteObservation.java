package dev.roadstead.e2e.registry.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roadstead.e2e.registry.load.RegistryClient.Answer;
import dev.roadstead.oci.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/// What a running registry shows that no client works on.
final class RemoteObservation implements Observation {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RegistryClient registry;
    private final Map<Thing, String> values = new HashMap<>();

    RemoteObservation(RegistryClient registry) {
        this.registry = registry;
    }

    /// Nobody changes anything meanwhile, so one look is enough.
    @Override
    public String value(Thing thing) {
        return values.computeIfAbsent(thing, this::look);
    }

    private String look(Thing thing) {
        Answer answer = switch (thing) {
            case Thing.Blob(String repository, Digest digest) -> get("/v2/" + repository + "/blobs/" + digest);
            case Thing.Stored(String repository, Digest digest) -> get("/v2/" + repository + "/manifests/" + digest);
            case Thing.Tagged(String repository, String tag) -> get("/v2/" + repository + "/manifests/" + tag);
        };
        return switch (answer.status()) {
            case 200 -> Digest.sha256(answer.body()).toString();
            case 404 -> Thing.ABSENT;
            default -> "an answer of " + answer.status();
        };
    }

    private Answer get(String path) {
        try {
            return registry.get(path);
        } catch (NoAnswerException e) {
            throw new AssertionError("a registry that nobody harms does not answer", e);
        }
    }

    @Override
    public OptionalLong offset(OpenUpload upload) {
        Answer answer = get(upload.path());
        return answer.status() == 204 ? OptionalLong.of(Observation.offset(answer.headers())) : OptionalLong.empty();
    }

    @Override
    public Set<String> tags(String repository) {
        Set<String> tags = new TreeSet<>();
        json("/v2/" + repository + "/tags/list").path("tags").forEach(tag -> tags.add(tag.asText()));
        return tags;
    }

    @Override
    public Set<Digest> referrers(String repository, Digest subject) {
        Set<Digest> referrers = new TreeSet<>();
        json("/v2/" + repository + "/referrers/" + subject)
                .path("manifests")
                .forEach(referrer ->
                        referrers.add(Digest.parse(referrer.path("digest").asText())));
        return referrers;
    }

    private JsonNode json(String path) {
        try {
            return JSON.readTree(get(path).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
