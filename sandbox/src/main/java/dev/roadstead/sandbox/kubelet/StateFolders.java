package dev.roadstead.sandbox.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roadstead.sandbox.cluster.Meta;
import java.nio.file.Path;

/// All places of the process runner below the sandbox's state folder:
/// ```
/// nodes/<node>/                           plays the root of the node's file system
/// pods/<namespace>_<name>_<uid>/          a pod's volumes, token and temporary files; gone with the pod
/// logs/<namespace>_<name>_<uid>/<container>.<restart>.log
/// volumes/<persistent volume>/            survives its pods, gone with its claim
/// processes/<pid>                         what runs now
/// ```
public record StateFolders(Path root) {

    public Path node(String name) {
        return root.resolve("nodes").resolve(name);
    }

    public Path volumes() {
        return root.resolve("volumes");
    }

    public Path processes() {
        return root.resolve("processes");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    Path pod(JsonNode pod) {
        return root.resolve("pods").resolve(folder(pod));
    }

    Path logs(JsonNode pod) {
        return logs().resolve(folder(pod));
    }

    Path log(PodContext context, String container, int restart) {
        return logs(context.pod()).resolve(container + "." + restart + ".log");
    }

    private static String folder(JsonNode pod) {
        return Meta.namespace(pod) + "_" + Meta.name(pod) + "_" + Meta.uid(pod);
    }
}
