package dev.roadstead.sandbox.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.schema.FieldError.Reason;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The schema of one version of a custom resource, ready to be held against objects. Rules are compiled on first use.
public final class StructuralSchema {

    /// Faults that keep rules from being evaluated, as their expressions could not rely on the types.
    private static final Set<Reason> BLOCKING =
            EnumSet.of(Reason.NOT_SUPPORTED, Reason.REQUIRED, Reason.TOO_LONG, Reason.TOO_MANY, Reason.TYPE_INVALID);

    private final SchemaNode root;
    private final Rules rules;

    private StructuralSchema(SchemaNode root) {
        this.root = root;
        this.rules = new Rules(root);
    }

    public static StructuralSchema of(JsonNode openApiV3Schema) {
        return new StructuralSchema(SchemaNode.root(openApiV3Schema));
    }

    /// Removes the fields that the schema does not name, in place; apiVersion, kind and metadata stay.
    public void prune(ObjectNode object) {
        Pruning.prune(object, root);
    }

    /// Fills in the defaults, in place.
    public void applyDefaults(ObjectNode object) {
        Defaulting.apply(object, root);
    }

    /// The paths of fields that neither the schema nor ObjectMeta names.
    public List<String> unknownFields(ObjectNode object) {
        List<String> unknown = new ArrayList<>(BuiltinFields.unknownMetadata(object));
        unknown.addAll(Pruning.unknown(object, root));
        return unknown;
    }

    /// The faults of an object that is created (`old` is null) or updated, in the words of kube-apiserver.
    ///
    /// An update is not refused for faults that were there before in parts that it leaves alone.
    public List<FieldError> validate(ObjectNode object, @Nullable ObjectNode old) {
        JsonNode before = old == null ? MissingNode.getInstance() : old;
        List<FieldError> errors = new ArrayList<>(Validation.check(object, before, root));
        errors.addAll(EmbeddedResources.check(object, root));
        if (old == null || ListInvariants.check(old, root).isEmpty()) {
            errors.addAll(ListInvariants.check(object, root));
        }
        if (rules.areNone()) {
            return errors;
        }
        if (errors.stream().anyMatch(error -> BLOCKING.contains(error.reason()))) {
            errors.add(FieldError.invalid(
                    FieldError.NO_FIELD,
                    null,
                    "some validation rules were not checked because the object was invalid; correct the existing errors"
                            + " to complete validation"));
        } else {
            errors.addAll(rules.check(object, before));
        }
        return errors;
    }

    /// The faults of a CustomResourceDefinition.
    public static List<FieldError> checkCrd(ObjectNode crd) {
        return DefinitionRules.check(crd);
    }
}
