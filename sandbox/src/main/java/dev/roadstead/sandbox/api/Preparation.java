package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.builtin.Builtins;
import dev.roadstead.sandbox.builtin.UnknownFields;
import dev.roadstead.sandbox.kind.Cause;
import dev.roadstead.sandbox.kind.Kind;
import dev.roadstead.sandbox.store.Meta;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// From what a client sent to what may be stored: identity, system fields, defaults, validation, managedFields,
/// generation.
final class Preparation {

    private final Schemas schemas;
    private final Ownership ownership;
    private final Builtins builtins;
    private final Namespaces namespaces;
    private final ClaimSizes claimSizes;
    private final Clock clock;

    Preparation(
            Schemas schemas,
            Ownership ownership,
            Builtins builtins,
            Namespaces namespaces,
            ClaimSizes claimSizes,
            Clock clock) {
        this.schemas = schemas;
        this.ownership = ownership;
        this.builtins = builtins;
        this.namespaces = namespaces;
        this.claimSizes = claimSizes;
        this.clock = clock;
    }

    ObjectNode forCreate(Call call, ObjectNode body) {
        Kind kind = call.kind();
        Identity.settle(call, body);
        decode(call, body);
        String name = Meta.name(body);
        if (name.isEmpty()) {
            throw Writes.nameRequired(call);
        }
        namespaces.requireOpen(call, name);
        if (!Meta.resourceVersion(body).isEmpty()) {
            throw new ApiException(500, "", "resourceVersion should not be set on objects to be created", null);
        }
        ObjectNode object = Versions.toStored(kind, body);
        ObjectNode metadata = Meta.of(object);
        metadata.remove(List.of("deletionTimestamp", "deletionGracePeriodSeconds", "resourceVersion", "selfLink"));
        metadata.put("uid", UUID.randomUUID().toString());
        metadata.put("creationTimestamp", Meta.time(clock.instant()));
        if (Generation.isKept(kind)) {
            metadata.put("generation", 1);
        } else {
            metadata.remove("generation");
        }
        if (kind.has("status") && !kind.is("", "nodes")) {
            object.remove("status");
        }
        ObjectNode sent = object.deepCopy();
        complete(call, object, null);
        if (kind.is("", "pods")) {
            namespaces.requireServiceAccount(call, object);
        }
        List<Cause> causes = new ArrayList<>(Names.check(kind, object));
        causes.addAll(MetadataRules.check(kind, object));
        causes.addAll(validate(kind, object, null));
        if (!causes.isEmpty()) {
            throw Failures.invalid(kind, name, causes);
        }
        if (!isApply(call)) {
            metadata.remove("managedFields");
            ownership.recordCreate(call, FreshObject.of(kind, sent, object), object, clock.instant());
        }
        return object;
    }

    ObjectNode forUpdate(Call call, ObjectNode live, ObjectNode proposed, boolean applied) {
        Kind kind = call.kind();
        Identity.settle(call, proposed);
        decode(call, proposed);
        Identity.requireSame(call, live, proposed);
        ObjectNode next = Versions.toStored(kind, proposed);
        keepSystemMetadata(live, next);
        Subresources.merge(call, live, next);
        complete(call, next, live);
        refuseNewFinalizers(call, live, next);
        if (kind.is("", "persistentvolumeclaims")) {
            claimSizes.requireGrowable(call, live, next);
        }
        List<Cause> causes = new ArrayList<>(MetadataRules.check(kind, next));
        causes.addAll(validate(kind, next, live));
        if (!causes.isEmpty()) {
            throw Failures.invalid(kind, call.name(), causes);
        }
        if (Generation.isKept(kind) && Generation.changed(kind, live, next)) {
            Meta.of(next)
                    .set(
                            "generation",
                            Json.number(live.path("metadata").path("generation").asLong(0) + 1));
        }
        if (!applied) {
            ownership.recordUpdate(call, live, next, clock.instant());
        }
        return next;
    }

    /// What a typed server does when it reads a body: wrong types are refused, unknown fields reported and dropped.
    private void decode(Call call, ObjectNode body) {
        Kind kind = call.kind();
        schemas.mistyped(kind, body).ifPresent(why -> {
            throw Failures.cannotDecode(kind, why);
        });
        StrictFields.check(call, schemas.unknownFields(kind, body));
        if (!kind.isCustom()) {
            UnknownFields.drop(kind, body);
        }
        Absences.drop(kind, body);
    }

    private void complete(Call call, ObjectNode object, @Nullable ObjectNode live) {
        if (call.kind().isCustom()) {
            schemas.shape(call.kind(), object);
        } else {
            builtins.complete(call.kind(), object, live);
        }
    }

    private List<Cause> validate(Kind kind, ObjectNode object, @Nullable ObjectNode live) {
        if (kind.isCustom()) {
            return schemas.validate(kind, object, live);
        }
        List<Cause> causes = new ArrayList<>(builtins.validate(kind, object, live));
        if (kind.is("apiextensions.k8s.io", "customresourcedefinitions")) {
            causes.addAll(schemas.check(object));
        }
        return causes;
    }

    private static boolean isApply(Call call) {
        return call.request().mediaType().equals(Patches.APPLY);
    }

    private static void keepSystemMetadata(ObjectNode live, ObjectNode next) {
        for (String field : List.of(
                "uid",
                "creationTimestamp",
                "deletionTimestamp",
                "deletionGracePeriodSeconds",
                "generation",
                "generateName",
                "resourceVersion")) {
            Meta.of(next).remove(field);
            if (live.path("metadata").hasNonNull(field)) {
                Meta.of(next).set(field, live.path("metadata").get(field));
            }
        }
    }

    private static void refuseNewFinalizers(Call call, ObjectNode live, ObjectNode next) {
        if (!Meta.isDeleting(live)) {
            return;
        }
        List<String> added = new ArrayList<>(Meta.finalizers(next));
        added.removeAll(Meta.finalizers(live));
        if (!added.isEmpty()) {
            String list = "[]string{\"" + String.join("\", \"", added) + "\"}";
            throw Failures.invalid(
                    call.kind(),
                    call.name(),
                    List.of(Cause.forbidden(
                            "metadata.finalizers",
                            "no new finalizers can be added if the object is being deleted, found new finalizers "
                                    + list)));
        }
    }

    /// Nothing but the times in managedFields and the resourceVersion differs.
    static boolean unchanged(ObjectNode live, ObjectNode next) {
        return Json.same(comparable(live), comparable(next));
    }

    private static ObjectNode comparable(ObjectNode object) {
        ObjectNode copy = Json.object();
        copy.setAll(object);
        ObjectNode metadata = Json.object();
        metadata.setAll(Meta.of(object));
        metadata.remove("resourceVersion");
        if (metadata.get("managedFields") instanceof ArrayNode managed) {
            ArrayNode timeless = managed.deepCopy();
            timeless.forEach(entry -> ((ObjectNode) entry).remove("time"));
            metadata.set("managedFields", timeless);
        }
        copy.set("metadata", metadata);
        return copy;
    }

    /// Deletion was asked for and nothing holds the object any more.
    static boolean isFinished(ObjectNode object) {
        return Meta.isDeleting(object)
                && Meta.finalizers(object).isEmpty()
                && object.path("metadata").path("deletionGracePeriodSeconds").asLong(0) == 0
                && !(object.path("kind").asText().equals("Namespace")
                        && !object.path("spec").path("finalizers").isEmpty());
    }
}
