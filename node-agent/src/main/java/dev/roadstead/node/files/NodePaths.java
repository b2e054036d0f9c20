package dev.roadstead.node.files;

import java.nio.file.Path;

/// Every path that the agent writes on a node.
///
/// ```
/// <CONTAINERD_CONFIG_DIR>/certs.d/
///   <host>, <host>_<port>_, _default/
///     hosts.toml                      first line "# managed-by: roadstead gen=… body-sha256=…" when it is ours
///     roadstead-<hash>.crt            named by content, never rewritten
///   .roadstead-tmp-<nonce>            a folder or file that is not finished
///   probe-<nonce>.roadstead.invalid/  while a proof runs
/// <STATE_DIR>/
///   files.json                        what was applied, see AppliedFiles
///   mirrors.json                      what was proven
///   pristine/<folder>/hosts.toml      somebody else's file, byte for byte, while ours stands in its place
///   lock                              held by the one agent that may write
/// ```
public record NodePaths(Path configDirectory, Path stateDirectory) {
    public static final String HOSTS_FILE = "hosts.toml";
    public static final String TEMPORARY_PREFIX = ".roadstead-tmp-";
    public static final String PROBE_SUFFIX = ".roadstead.invalid";

    public Path certs() {
        return configDirectory.resolve("certs.d");
    }

    public Path folder(String name) {
        return certs().resolve(name);
    }

    public Path hostsFile(String folder) {
        return folder(folder).resolve(HOSTS_FILE);
    }

    public Path appliedFiles() {
        return stateDirectory.resolve("files.json");
    }

    public Path provenMirrors() {
        return stateDirectory.resolve("mirrors.json");
    }

    public Path pristineFolder(String folder) {
        return pristineFolders().resolve(folder);
    }

    public Path pristineFolders() {
        return stateDirectory.resolve("pristine");
    }

    public Path pristine(String folder) {
        return pristineFolder(folder).resolve(HOSTS_FILE);
    }

    public Path lock() {
        return stateDirectory.resolve("lock");
    }
}
