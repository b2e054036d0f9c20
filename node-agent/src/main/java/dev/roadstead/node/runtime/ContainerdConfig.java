package dev.roadstead.node.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// What of `config.toml` and its imports matters to mirrors.
///
/// @param formatVersion of the file: 1, 2 or 3
/// @param configPath empty when not set
/// @param hasOwnMirrors the older `registry.mirrors`, which excludes `config_path`
/// @param pullsLocally whether something keeps containerd 2.1 and newer from its transfer service
/// @param unread imports that this agent cannot see
record ContainerdConfig(
        int formatVersion, String configPath, boolean hasOwnMirrors, boolean pullsLocally, List<String> unread) {
    private static final List<String> PLUGINS =
            List.of("io.containerd.cri.v1.images", "io.containerd.grpc.v1.cri", "cri");
    private static final int DEFAULT_DOWNLOADS = 3;

    ContainerdConfig {
        unread = List.copyOf(unread);
    }

    static ContainerdConfig of(ObjectNode tree, List<String> unread) {
        JsonNode plugins = tree.path("plugins");
        String configPath = "";
        boolean ownMirrors = false;
        boolean local = false;
        for (String name : PLUGINS) {
            JsonNode plugin = plugins.path(name);
            JsonNode registry = plugin.path("registry");
            if (configPath.isEmpty()) {
                configPath = registry.path("config_path").asText("");
            }
            ownMirrors |= !registry.path("mirrors").isEmpty();
            local |= !registry.path("mirrors").isEmpty()
                    || !registry.path("configs").isEmpty()
                    || !registry.path("auths").isEmpty()
                    || plugin.path("use_local_image_pull").asBoolean()
                    || plugin.path("discard_unpacked_layers").asBoolean()
                    || plugin.path("containerd").path("discard_unpacked_layers").asBoolean()
                    || plugin.path("image_pull_with_sync_fs").asBoolean()
                    || plugin.path("max_concurrent_downloads").asInt(DEFAULT_DOWNLOADS) != DEFAULT_DOWNLOADS;
        }
        return new ContainerdConfig(tree.path("version").asInt(1), configPath, ownMirrors, local, unread);
    }
}
