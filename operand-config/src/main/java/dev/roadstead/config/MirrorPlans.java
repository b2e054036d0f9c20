package dev.roadstead.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.roadstead.oci.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The one reader and writer of [MirrorPlan]s, as they stand in `status.plan` of a NodeMirror.
public final class MirrorPlans {
    private MirrorPlans() {}

    /// A plan with its hash, which does not depend on the generation: two generations that mean the same for a node
    /// have one hash.
    public static MirrorPlan of(
            long generation,
            List<MirrorPlan.Mirror> mirrors,
            List<MirrorPlan.Trust> trust,
            MirrorPlan.ForeignFiles foreignFiles) {
        MirrorPlan unhashed = new MirrorPlan(0, "", mirrors, trust, foreignFiles);
        try {
            byte[] canonical = ConfigMappers.JSON.writeValueAsString(unhashed).getBytes(StandardCharsets.UTF_8);
            return new MirrorPlan(generation, Digest.sha256(canonical).toString(), mirrors, trust, foreignFiles);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a plan is always writable", e);
        }
    }

    public static JsonNode write(MirrorPlan plan) {
        return ConfigMappers.JSON.valueToTree(plan);
    }

    /// Throws [InvalidConfigException] when the node is not a plan.
    public static MirrorPlan read(JsonNode node) {
        try {
            return ConfigMappers.JSON.treeToValue(node, MirrorPlan.class);
        } catch (JsonProcessingException e) {
            throw new InvalidConfigException("status.plan", e.getOriginalMessage());
        }
    }
}
