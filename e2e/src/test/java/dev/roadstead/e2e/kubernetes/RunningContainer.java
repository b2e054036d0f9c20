package dev.roadstead.e2e.kubernetes;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A container of a pod, as containerd runs it.
///
/// @param id containerd's
/// @param pid of its first process, as the node counts
public record RunningContainer(KubernetesNode node, String id, long pid) {
    static RunningContainer find(KubernetesNode node, String name) throws IOException {
        Set<String> named = node.ctr("containers list -q 'labels.\"io.kubernetes.container.name\"==%s'".formatted(name))
                .lines()
                .collect(Collectors.toSet());
        List<RunningContainer> running = node.ctr("tasks list")
                .lines()
                .map(line -> line.trim().split("\\s+"))
                .filter(task -> task.length == 3 && named.contains(task[0]) && task[2].equals("RUNNING"))
                .map(task -> new RunningContainer(node, task[0], Long.parseLong(task[1])))
                .toList();
        if (running.size() != 1) {
            throw new IllegalStateException("there should be one container " + name + ": " + running);
        }
        return running.getFirst();
    }

    /// kill -9 of its first process, from outside.
    public void kill() throws IOException {
        node.run("kill -9 " + pid);
    }

    /// Resident memory in MiB.
    public long residentMebibytes() throws IOException {
        return Long.parseLong(node.run("awk '/^VmRSS/ {print $2}' /proc/" + pid + "/status")
                        .trim())
                / 1024;
    }
}
