package dev.roadstead.sandbox.apply;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;

/// Who owns fields: a field manager by its way of writing. Appliers are the same in every version of a kind.
record Owner(String manager, boolean applies, String apiVersion, String subresource) implements Comparable<Owner> {

    private static final Comparator<Owner> ORDER = Comparator.comparing(Owner::manager)
            .thenComparing(Owner::applies)
            .thenComparing(Owner::apiVersion)
            .thenComparing(Owner::subresource);

    static Owner applier(String manager, String subresource) {
        return new Owner(manager, true, "", subresource);
    }

    static Owner updater(String manager, String apiVersion, String subresource) {
        return new Owner(manager.isEmpty() ? "unknown" : manager, false, apiVersion, subresource);
    }

    static Owner of(JsonNode entry) {
        String manager = entry.path("manager").asText("");
        String subresource = entry.path("subresource").asText("");
        return entry.path("operation").asText().equals("Apply")
                ? applier(manager, subresource)
                : new Owner(manager, false, entry.path("apiVersion").asText(), subresource);
    }

    /// How conflicts name the owner: `"kubectl" with subresource "status" using apps/v1`.
    String display() {
        return '"'
                + manager
                + '"'
                + (subresource.isEmpty() ? "" : " with subresource \"" + subresource + "\"")
                + (applies ? "" : " using " + apiVersion);
    }

    @Override
    public int compareTo(Owner other) {
        return ORDER.compare(this, other);
    }
}
