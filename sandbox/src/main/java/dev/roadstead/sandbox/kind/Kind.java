package dev.roadstead.sandbox.kind;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One served version of a kind: names, scope, subresources and, for kinds that a CRD defines, its definition.
public record Kind(
        Name name,
        String version,
        boolean namespaced,
        List<String> subresources,
        Access access,
        @Nullable Definition definition) {

    public Kind {
        subresources = List.copyOf(subresources);
    }

    /// The names a kind goes by.
    public record Name(
            String group,
            String plural,
            String singular,
            String kind,
            String listKind,
            List<String> shortNames,
            List<String> categories) {

        public Name {
            shortNames = List.copyOf(shortNames);
            categories = List.copyOf(categories);
        }

        /// `deployments.apps`, or `pods` for the core group: how messages name the resource.
        public String groupResource() {
            return group.isEmpty() ? plural : plural + "." + group;
        }

        /// `Deployment.apps`, or `Pod`: how messages name the kind.
        public String groupKind() {
            return group.isEmpty() ? kind : kind + "." + group;
        }
    }

    /// What clients may do with the resource.
    public enum Access {
        /// Stored objects with all verbs.
        STORED,
        /// A question that is answered on create and never stored.
        REVIEW
    }

    /// What a CRD version says beside names: its schema and what hangs on it.
    public record Definition(
            String crd,
            String storageVersion,
            JsonNode schema,
            JsonNode columns,
            JsonNode scale,
            List<String> selectableFields) {

        public Definition {
            selectableFields = List.copyOf(selectableFields);
        }
    }

    public String group() {
        return name.group();
    }

    public String plural() {
        return name.plural();
    }

    public String kind() {
        return name.kind();
    }

    public String apiVersion() {
        return apiVersion(name.group(), version);
    }

    public static String apiVersion(String group, String version) {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /// The key under which objects of this kind are stored, the same for all its versions. Events of both groups are
    /// one.
    public String resource() {
        return resource(name.group(), name.plural());
    }

    public static String resource(String group, String plural) {
        return group.equals("events.k8s.io") ? "/events" : group + "/" + plural;
    }

    public boolean has(String subresource) {
        return subresources.contains(subresource);
    }

    public boolean isCustom() {
        return definition != null;
    }

    public boolean is(String group, String plural) {
        return name.group().equals(group) && name.plural().equals(plural);
    }
}
