package dev.roadstead.node.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.config.InvalidConfigException;
import dev.roadstead.config.MirrorPlan;
import dev.roadstead.config.MirrorPlans;
import dev.roadstead.node.files.JsonFile;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The last plan of each NodeMirror that was proven on this node, kept over restarts: what to go back to.
public final class MirrorMemory {
    private static final Logger LOG = LoggerFactory.getLogger(MirrorMemory.class);
    private final JsonFile file;
    private final Map<String, MirrorPlan> proven = new TreeMap<>();

    public MirrorMemory(JsonFile file) {
        this.file = file;
    }

    public void load() {
        try {
            for (Map.Entry<String, JsonNode> entry :
                    file.read().orElseGet(JsonNodeFactory.instance::objectNode).properties()) {
                proven.put(entry.getKey(), MirrorPlans.read(entry.getValue()));
            }
        } catch (IOException | InvalidConfigException | NullPointerException e) {
            LOG.atWarn().addKeyValue("error", e).log("does not know what was proven before");
        }
    }

    Optional<MirrorPlan> proven(String mirror) {
        return Optional.ofNullable(proven.get(mirror));
    }

    void remember(String mirror, MirrorPlan plan) {
        if (!plan.equals(proven.put(mirror, plan))) {
            save();
        }
    }

    void forgetAllBut(Set<String> mirrors) {
        if (proven.keySet().retainAll(mirrors)) {
            save();
        }
    }

    private void save() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        proven.forEach((mirror, plan) -> node.set(mirror, MirrorPlans.write(plan)));
        try {
            file.write(node);
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("error", e).log("cannot keep what was proven: a restart forgets it");
        }
    }
}
