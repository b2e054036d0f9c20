package dev.roadstead.sandbox.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.cluster.ClusterView;
import dev.roadstead.sandbox.cluster.Json;
import dev.roadstead.sandbox.cluster.Key;
import dev.roadstead.sandbox.cluster.Meta;
import dev.roadstead.sandbox.cluster.Resource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// ControllerRevisions: the templates that a StatefulSet or DaemonSet has had.
final class Revisions {

    static final String HASH = "controller-revision-hash";

    private final ClusterView view;

    Revisions(ClusterView view) {
        this.view = view;
    }

    /// Name of the revision of a template: the same template, the same name.
    static String name(ObjectNode owner) {
        return Meta.name(owner) + "-"
                + Json.hash(owner.path("spec").path("template")).substring(0, 10);
    }

    /// Makes sure that the owner's present template is its newest revision.
    ObjectNode ensure(ObjectNode owner) {
        String name = name(owner);
        List<ObjectNode> all = of(owner);
        long last = all.stream().mapToLong(Revisions::number).max().orElse(0);
        Optional<ObjectNode> known =
                all.stream().filter(each -> Meta.name(each).equals(name)).findFirst();
        if (known.isPresent()) {
            return number(known.get()) == last
                    ? known.get()
                    : view.merge(
                            Resource.REVISIONS,
                            Key.of(known.get()),
                            Json.object().put("revision", last + 1));
        }
        ObjectNode revision = Json.object();
        ObjectNode metadata = revision.putObject("metadata");
        metadata.put("namespace", Meta.namespace(owner)).put("name", name);
        metadata.putArray("ownerReferences").add(Meta.ownerReference(owner));
        ObjectNode labels = metadata.putObject("labels");
        Meta.labels(owner.path("spec").path("template")).forEach(labels::put);
        labels.put(HASH, name.substring(name.lastIndexOf('-') + 1));
        ObjectNode template = owner.path("spec").path("template").deepCopy();
        template.put("$patch", "replace");
        revision.putObject("data").putObject("spec").set("template", template);
        revision.put("revision", last + 1);
        return view.create(Resource.REVISIONS, revision);
    }

    /// The template of a revision; empty when it is no longer kept.
    Optional<JsonNode> template(ObjectNode owner, String name) {
        return of(owner).stream()
                .filter(each -> Meta.name(each).equals(name))
                .findFirst()
                .map(each -> {
                    ObjectNode template =
                            each.path("data").path("spec").path("template").deepCopy();
                    template.remove("$patch");
                    return template;
                });
    }

    /// Deletes the oldest beyond the owner's limit, except those in use.
    void drop(ObjectNode owner, Set<String> inUse) {
        int keep = owner.path("spec").path("revisionHistoryLimit").asInt(10);
        of(owner).stream()
                .filter(each -> !inUse.contains(Meta.name(each)))
                .sorted(Comparator.comparingLong(Revisions::number).reversed())
                .skip(keep)
                .forEach(each -> view.delete(Resource.REVISIONS, each));
    }

    private List<ObjectNode> of(ObjectNode owner) {
        return view.controlledBy(Resource.REVISIONS, owner);
    }

    private static long number(JsonNode revision) {
        return revision.path("revision").asLong();
    }
}
