package dev.roadstead.node.proof;

import dev.roadstead.node.files.FileWriter;
import dev.roadstead.node.files.NodePaths;
import dev.roadstead.node.hosts.ManagedHeader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes up a host, writes its `hosts.toml`, has an image of it pulled and looks who is asked. That proves
/// `config_path`,
/// the runtime's version and mode, and the file format in one step.
final class PathProbe {
    private static final Logger LOG = LoggerFactory.getLogger(PathProbe.class);
    private final NodePaths paths;
    private final FileWriter writer;
    private final ProbeImage image = new ProbeImage();

    PathProbe(NodePaths paths, FileWriter writer) {
        this.paths = paths;
        this.writer = writer;
    }

    /// A sentence of evidence when it worked.
    sealed interface Result {
        record Worked(String evidence) implements Result {}

        record NotUsed(String message) implements Result {}

        record NotPossible(String message) implements Result {}
    }

    Result run(ProbePull pull) {
        byte[] nonce = new byte[8];
        ThreadLocalRandom.current().nextBytes(nonce);
        String host = "probe-" + HexFormat.of().formatHex(nonce) + NodePaths.PROBE_SUFFIX;
        Path folder = paths.folder(host);
        try (ProbeEndpoint endpoint = new ProbeEndpoint(image)) {
            writer.createFolders(paths.certs());
            writer.createFolder(folder, Map.of(NodePaths.HOSTS_FILE, hostsFile(endpoint.url())));
            String failure = failureOf(pull, host + "/probe@" + image.digest());
            String puller = pull.method() == Proof.Method.Containerd ? "containerd" : "the client";
            if (endpoint.wasAskedFor(host)) {
                return new Result.Worked(puller + " asked " + endpoint.url() + " for " + host
                        + (failure == null
                                ? " and pulled the probe image"
                                : ", though the pull ended with: " + failure));
            }
            return new Result.NotUsed(puller + " did not ask the endpoint that certs.d/" + host + "/hosts.toml named"
                    + (failure == null ? "" : ": " + failure));
        } catch (IOException e) {
            return new Result.NotPossible("no probe could be made: " + e);
        } finally {
            remove(folder);
        }
    }

    private static @Nullable String failureOf(ProbePull pull, String image) {
        try {
            pull.pull(image);
            return null;
        } catch (RuntimeException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static byte[] hostsFile(String url) {
        String body = """
                server = "%s"

                [host."%s"]
                  capabilities = ["pull", "resolve"]
                """.formatted(url, url);
        return (ManagedHeader.of(0, "probe", body).line() + body).getBytes(StandardCharsets.US_ASCII);
    }

    private void remove(Path folder) {
        try {
            writer.deleteTree(folder);
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("folder", folder)
                    .addKeyValue("error", e)
                    .log("leaves a probe's folder for the next round");
        }
    }
}
