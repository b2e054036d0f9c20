package dev.roadstead.sandbox.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roadstead.sandbox.cluster.Meta;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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

    /// The log of a container's present run, or of the run before it; empty while there is none.
    public Optional<Path> log(String namespace, String pod, String uid, String container, boolean previous) {
        Path folder = logs().resolve(folder(namespace, pod, uid));
        Pattern name = Pattern.compile(Pattern.quote(container) + "\\.([0-9]+)\\.log");
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> name.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(matcher -> Integer.valueOf(matcher.group(1)))
                    .sorted(Comparator.reverseOrder())
                    .skip(previous ? 1 : 0)
                    .findFirst()
                    .map(restart -> folder.resolve(container + "." + restart + ".log"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String folder(JsonNode pod) {
        return folder(Meta.namespace(pod), Meta.name(pod), Meta.uid(pod));
    }

    private static String folder(String namespace, String pod, String uid) {
        return namespace + "_" + pod + "_" + uid;
    }
}
