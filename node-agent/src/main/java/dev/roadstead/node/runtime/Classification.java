package dev.roadstead.node.runtime;

import dev.roadstead.node.runtime.RuntimeState.Verdict;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether containerd, as configured, reads `certs.d`. Pure; the facts per version are in DESIGN.md of this package.
final class Classification {
    private static final String NAME = "containerd";
    private static final String RESTART = ", then restart containerd (systemctl restart containerd)";

    private Classification() {}

    /// @param certs the folder as the host sees it
    /// @param running the `config_path` of the running daemon, where it tells (1.x)
    static RuntimeState of(String versionText, ContainerdConfig config, String certs, @Nullable String running) {
        ContainerdVersion version = ContainerdVersion.parse(versionText);
        if (config.hasOwnMirrors() && !config.configPath().isEmpty()) {
            return state(
                    versionText,
                    certs,
                    Verdict.Unsupported,
                    "config.toml sets both registry.mirrors and config_path, which containerd refuses: move the"
                            + " mirrors into a NodeMirror and remove registry.mirrors and registry.configs"
                            + RESTART);
        }
        if (config.hasOwnMirrors()) {
            return state(
                    versionText,
                    certs,
                    Verdict.NeedsRestart,
                    "config.toml sets registry.mirrors, which excludes hosts.toml: remove registry.mirrors and"
                            + " registry.configs, add " + snippet(version, config, certs) + RESTART);
        }
        boolean byDefault = config.configPath().isEmpty() && version.isAtLeast(2, 2);
        String path = byDefault ? "/etc/containerd/certs.d:/etc/docker/certs.d" : config.configPath();
        List<String> folders =
                Arrays.stream(path.split(":")).filter(part -> !part.isEmpty()).toList();
        if (!folders.contains(certs)) {
            return state(versionText, certs, Verdict.NeedsRestart, missing(version, config, certs, folders));
        }
        if (path.contains(":") && version.isAtLeast(2, 1) && !config.pullsLocally()) {
            return state(
                    versionText,
                    certs,
                    Verdict.NeedsRestart,
                    "config_path is the list \"" + path + "\", which the transfer service of containerd "
                            + versionText + " takes for one folder, so that no mirror is used: set "
                            + snippet(version, config, certs) + " (one folder)" + RESTART);
        }
        if (running != null && Arrays.stream(running.split(":")).noneMatch(certs::equals)) {
            return state(
                    versionText,
                    certs,
                    Verdict.NeedsRestart,
                    "config.toml names " + certs + ", but containerd was started before that: restart containerd"
                            + " (systemctl restart containerd)");
        }
        return new RuntimeState(NAME, versionText, certs, Verdict.Effective, null);
    }

    private static String missing(
            ContainerdVersion version, ContainerdConfig config, String certs, List<String> folders) {
        String unread = config.unread().isEmpty()
                ? ""
                : " (imports that this agent cannot see: " + String.join(", ", config.unread()) + ")";
        String found = folders.isEmpty()
                ? "config.toml does not set config_path" + unread + ": add "
                : "config_path is " + String.join(":", folders) + unread + ", not the folder that this agent writes:"
                        + " set ";
        return found + snippet(version, config, certs) + " to /etc/containerd/config.toml" + RESTART;
    }

    /// The exact lines; a table that is there already gets the key only.
    static String snippet(ContainerdVersion version, ContainerdConfig config, String certs) {
        String plugin = config.formatVersion() >= 3 && version.isAtLeast(2, 0)
                ? "io.containerd.cri.v1.images"
                : "io.containerd.grpc.v1.cri";
        return config.formatVersion() == 1
                ? "[plugins.cri.registry] config_path = \"" + certs + "\""
                : "[plugins.\"" + plugin + "\".registry] config_path = \"" + certs + "\"";
    }

    private static RuntimeState state(String version, String certs, Verdict verdict, String fix) {
        return new RuntimeState(NAME, version, certs, verdict, fix);
    }
}
