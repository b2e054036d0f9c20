package dev.roadstead.sandbox.kubelet;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/// Where each mount path of a container lies on this machine. As there is no mount namespace, arguments and environment
/// values that name a
/// path below a mount are rewritten.
record Mounts(Map<String, Path> paths) {

    Mounts {
        // Longest first, so that the innermost mount decides.
        var sorted = new LinkedHashMap<String, Path>();
        paths.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, Path> entry) ->
                                entry.getKey().length())
                        .reversed())
                .forEach(entry -> sorted.put(strip(entry.getKey()), entry.getValue()));
        paths = sorted;
    }

    /// Rewrites `PATH`, `PATH/rest`, `--name=PATH` and `--name=PATH/rest`.
    String rewrite(String text) {
        int value = text.startsWith("--") ? text.indexOf('=') + 1 : 0;
        String path = text.substring(value);
        if (!path.startsWith("/")) {
            return text;
        }
        for (Map.Entry<String, Path> mount : paths.entrySet()) {
            if (path.equals(mount.getKey()) || path.startsWith(mount.getKey() + "/")) {
                return text.substring(0, value)
                        + mount.getValue()
                        + path.substring(mount.getKey().length());
            }
        }
        return text;
    }

    private static String strip(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
