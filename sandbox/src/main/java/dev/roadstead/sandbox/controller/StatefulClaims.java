package dev.roadstead.sandbox.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.cluster.ClusterView;
import dev.roadstead.sandbox.cluster.Json;
import dev.roadstead.sandbox.cluster.Key;
import dev.roadstead.sandbox.cluster.Meta;
import dev.roadstead.sandbox.cluster.Resource;
import java.util.List;
import java.util.Map;

/// The claims of a StatefulSet's pods: made with the pod, kept after it unless the retention policy says otherwise.
final class StatefulClaims {

    private final ClusterView view;

    StatefulClaims(ClusterView view) {
        this.view = view;
    }

    /// Creates the claims of one pod where they are missing, and mounts them in its spec.
    void ensure(ObjectNode set, int ordinal, ObjectNode podSpec) {
        ArrayNode volumes = podSpec.withArray("volumes");
        for (ObjectNode template : templates(set)) {
            Key key = new Key(Meta.namespace(set), claimName(set, template, ordinal));
            if (view.get(Resource.CLAIMS, key).isEmpty()) {
                view.create(Resource.CLAIMS, claim(set, template, key));
            }
            String name = Meta.name(template);
            for (int i = volumes.size() - 1; i >= 0; i--) {
                if (volumes.get(i).path("name").asText().equals(name)) {
                    volumes.remove(i);
                }
            }
            volumes.addObject()
                    .put("name", name)
                    .putObject("persistentVolumeClaim")
                    .put("claimName", key.name());
        }
    }

    /// Makes existing claims belong to the set, or to no one, as `whenDeleted` says; and deletes those of removed
    /// ordinals as `whenScaled`
    /// says.
    void own(ObjectNode set) {
        JsonNode policy = set.path("spec").path("persistentVolumeClaimRetentionPolicy");
        boolean owned = policy.path("whenDeleted").asText("Retain").equals("Delete");
        boolean dropped = policy.path("whenScaled").asText("Retain").equals("Delete");
        int start = set.path("spec").path("ordinals").path("start").asInt(0);
        int end = start + Deployments.replicas(set);
        for (ObjectNode template : templates(set)) {
            String prefix = Meta.name(template) + "-" + Meta.name(set) + "-";
            for (ObjectNode claim : view.in(Resource.CLAIMS, Meta.namespace(set))) {
                String name = Meta.name(claim);
                if (!name.startsWith(prefix) || !name.substring(prefix.length()).matches("[0-9]+")) {
                    continue;
                }
                int ordinal = Integer.parseInt(name.substring(prefix.length()));
                String pod = Meta.name(set) + "-" + ordinal;
                boolean removed = (ordinal < start || ordinal >= end)
                        && view.get(Resource.PODS, new Key(Meta.namespace(set), pod))
                                .isEmpty();
                if (removed && dropped && !Meta.isDeleting(claim)) {
                    view.delete(Resource.CLAIMS, claim);
                } else if (owned != isOwned(claim, set)) {
                    reference(set, claim, owned);
                }
            }
        }
    }

    private void reference(ObjectNode set, ObjectNode claim, boolean owned) {
        ArrayNode references = Json.array();
        for (JsonNode reference : claim.path("metadata").path("ownerReferences")) {
            if (!reference.path("uid").asText().equals(Meta.uid(set))) {
                references.add(reference);
            }
        }
        if (owned) {
            references.add(reference(set));
        }
        ObjectNode patch = Json.object();
        patch.putObject("metadata").set("ownerReferences", references);
        view.merge(Resource.CLAIMS, Key.of(claim), patch);
    }

    private static boolean isOwned(JsonNode claim, ObjectNode set) {
        return Json.objects(claim.path("metadata").path("ownerReferences")).stream()
                .anyMatch(reference -> reference.path("uid").asText().equals(Meta.uid(set)));
    }

    private static ObjectNode reference(ObjectNode set) {
        ObjectNode reference = Meta.ownerReference(set);
        reference.remove(List.of("controller", "blockOwnerDeletion"));
        return reference;
    }

    private static ObjectNode claim(ObjectNode set, ObjectNode template, Key key) {
        ObjectNode claim = template.deepCopy();
        claim.remove("status");
        ObjectNode metadata = Json.child(claim, "metadata");
        metadata.remove("creationTimestamp");
        metadata.put("name", key.name()).put("namespace", key.namespace());
        ObjectNode labels = Json.child(metadata, "labels");
        for (Map.Entry<String, String> label : Json.textMap(
                        set.path("spec").path("selector").path("matchLabels"))
                .entrySet()) {
            labels.put(label.getKey(), label.getValue());
        }
        return claim;
    }

    private static List<ObjectNode> templates(JsonNode set) {
        return Json.objects(set.path("spec").path("volumeClaimTemplates"));
    }

    private static String claimName(ObjectNode set, JsonNode template, int ordinal) {
        return Meta.name(template) + "-" + Meta.name(set) + "-" + ordinal;
    }
}
