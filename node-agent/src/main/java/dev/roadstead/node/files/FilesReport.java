package dev.roadstead.node.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What became of the files.
///
/// @param hosts that have files of ours, by NodeMirror
/// @param conflicts by NodeMirror
/// @param problems of the disk, by NodeMirror
/// @param changed number of folders that were written
public record FilesReport(
        Map<String, List<String>> hosts,
        Map<String, List<Conflict>> conflicts,
        Map<String, List<String>> problems,
        int changed) {

    public record Conflict(String host, String message) {}

    public List<String> hosts(String mirror) {
        return hosts.getOrDefault(mirror, List.of());
    }

    public List<Conflict> conflicts(String mirror) {
        return conflicts.getOrDefault(mirror, List.of());
    }

    public List<String> problems(String mirror) {
        return problems.getOrDefault(mirror, List.of());
    }

    static final class Builder {
        private final Map<String, List<String>> hosts = new TreeMap<>();
        private final Map<String, List<Conflict>> conflicts = new TreeMap<>();
        private final Map<String, List<String>> problems = new TreeMap<>();
        private int changed;

        void host(AppliedFiles.Host host) {
            hosts.computeIfAbsent(host.mirror(), _ -> new ArrayList<>()).add(host.host());
        }

        void conflict(String mirror, String host, String message) {
            conflicts.computeIfAbsent(mirror, _ -> new ArrayList<>()).add(new Conflict(host, message));
        }

        void problem(String mirror, String message) {
            problems.computeIfAbsent(mirror, _ -> new ArrayList<>()).add(message);
        }

        void changed() {
            changed++;
        }

        FilesReport build() {
            return new FilesReport(hosts, conflicts, problems, changed);
        }
    }
}
