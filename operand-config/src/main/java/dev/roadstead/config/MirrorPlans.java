package dev.roadstead.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.oci.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

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
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("generation", plan.generation()).put("hash", plan.hash());
        ArrayNode mirrors = node.putArray("mirrors");
        plan.mirrors().forEach(mirror -> write(mirror, mirrors.addObject()));
        ArrayNode trust = node.putArray("trust");
        plan.trust().forEach(each -> trust.addObject().put("host", each.host()).put("caPem", each.caPem()));
        return node.put("foreignFiles", plan.foreignFiles().name());
    }

    private static void write(MirrorPlan.Mirror mirror, ObjectNode node) {
        ArrayNode endpoints = node.put("host", mirror.host()).putArray("endpoints");
        for (MirrorPlan.Endpoint endpoint : mirror.endpoints()) {
            ObjectNode each = endpoints.addObject().put("url", endpoint.url());
            ArrayNode capabilities = each.putArray("capabilities");
            endpoint.capabilities().forEach(capabilities::add);
            if (endpoint.caPem() != null) {
                each.put("caPem", endpoint.caPem());
            }
        }
        node.put("fallback", mirror.fallback().name());
    }

    /// By hand: agents, which have little memory, would need the whole of data binding for this. Throws
    /// [InvalidConfigException] when the node is not a plan.
    public static MirrorPlan read(JsonNode node) {
        if (!node.isObject()) {
            throw new InvalidConfigException("status.plan", "is not an object");
        }
        return new MirrorPlan(
                node.path("generation").asLong(),
                text(node, "hash"),
                list(node, "mirrors", MirrorPlans::mirror),
                list(node, "trust", each -> new MirrorPlan.Trust(text(each, "host"), text(each, "caPem"))),
                constant(node, "foreignFiles", MirrorPlan.ForeignFiles.values()));
    }

    private static MirrorPlan.Mirror mirror(JsonNode node) {
        return new MirrorPlan.Mirror(
                text(node, "host"),
                list(node, "endpoints", MirrorPlans::endpoint),
                constant(node, "fallback", MirrorPlan.Fallback.values()));
    }

    private static MirrorPlan.Endpoint endpoint(JsonNode node) {
        return new MirrorPlan.Endpoint(
                text(node, "url"),
                list(node, "capabilities", JsonNode::asText),
                node.hasNonNull("caPem") ? text(node, "caPem") : null);
    }

    private static <T> List<T> list(JsonNode node, String field, Function<JsonNode, T> read) {
        JsonNode items = node.path(field);
        if (!items.isArray() && !items.isNull() && !items.isMissingNode()) {
            throw new InvalidConfigException("status.plan", field + " is not a list");
        }
        List<T> list = new ArrayList<>();
        items.forEach(item -> list.add(read.apply(item)));
        return list;
    }

    private static String text(JsonNode node, String field) {
        if (!node.path(field).isTextual()) {
            throw new InvalidConfigException("status.plan", field + " is missing or not a string");
        }
        return node.path(field).textValue();
    }

    private static <T extends Enum<T>> T constant(JsonNode node, String field, T[] values) {
        String text = text(node, field);
        for (T value : values) {
            if (value.name().equals(text)) {
                return value;
            }
        }
        throw new InvalidConfigException("status.plan", field + " is \"" + text + "\", not one of " + List.of(values));
    }
}
