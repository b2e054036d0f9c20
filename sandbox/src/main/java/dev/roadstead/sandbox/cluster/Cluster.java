package dev.roadstead.sandbox.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// What the runner asks of an API server. Refusals are [ClusterException]s.
public interface Cluster {

    /// All objects of a resource and the version they were read at.
    record Listing(List<ObjectNode> items, String version) {
        public Listing {
            items = List.copyOf(items);
        }
    }

    /// The resource of a kind, as discovery tells; empty when the server does not serve it (yet).
    Optional<Resource> resource(String apiVersion, String kind);

    Listing list(Resource resource, String namespace);

    Optional<ObjectNode> get(Resource resource, Key key);

    ObjectNode create(Resource resource, ObjectNode object);

    /// Replaces the object if it is still at the given one's resourceVersion.
    ObjectNode replace(Resource resource, ObjectNode object);

    /// Replaces the status if the object is still at the given one's resourceVersion.
    ObjectNode replaceStatus(Resource resource, ObjectNode object);

    /// JSON merge patch.
    ObjectNode merge(Resource resource, Key key, JsonNode patch);

    /// Server-side apply, with force.
    ObjectNode apply(Resource resource, ObjectNode object, String fieldManager);

    /// Deletes the object if it still has this uid; a grace of -1 leaves the period to the object.
    void delete(Resource resource, Key key, String uid, long graceSeconds);

    /// Binds a pod to a node, as a scheduler does.
    void bind(Key pod, String node);

    /// A bearer token of a service account.
    String token(Key serviceAccount);

    /// Hands on events (ADDED, MODIFIED, DELETED, BOOKMARK) after the version until the server ends the watch or the
    /// thread is interrupted.
    void watch(Resource resource, String version, BiConsumer<String, ObjectNode> listener);
}
