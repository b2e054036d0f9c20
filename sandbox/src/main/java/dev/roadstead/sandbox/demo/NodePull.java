package dev.roadstead.sandbox.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.cluster.Json;
import dev.roadstead.sandbox.node.SandboxNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Pulls an image on one node, with the agent's `pull` command: through containerd where the node has one, otherwise
/// with a client that
/// follows the node's `hosts.toml`.
final class NodePull {

    private static final int PATIENCE_SECONDS = 90;

    /// What the command reports.
    record Result(String via, String endpoint, String digest, long bytes) {}

    private final List<String> agent;
    private final Path logs;

    NodePull(List<String> agent, Path logs) {
        this.agent = agent;
        this.logs = logs;
    }

    Result pull(SandboxNode node, String image, boolean containerd) throws InterruptedException {
        List<String> command = new ArrayList<>(agent);
        command.add("pull");
        command.add("--certs-dir=" + node.certsDir());
        if (containerd) {
            command.add("--cri-socket=" + node.criSocket());
        }
        command.add(image);
        Path out = logs.resolve(node.name() + "_pull.json");
        Path errors = logs.resolve(node.name() + "_pull.log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(errors.toFile())
                    .start();
            try {
                process.getOutputStream().close();
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw new DemoException(
                            "the pull on " + node.name() + " did not end within " + PATIENCE_SECONDS + " s");
                }
            } finally {
                process.destroyForcibly();
            }
            if (process.exitValue() != 0) {
                throw new DemoException("the pull on " + node.name() + " failed: " + lastLine(errors));
            }
            return result(Files.readString(out));
        } catch (IOException e) {
            throw new DemoException("the pull on " + node.name() + " could not be started: " + e.getMessage(), e);
        }
    }

    private static Result result(String text) {
        JsonNode json = text.lines()
                .filter(line -> line.startsWith("{"))
                .reduce((_, last) -> last)
                .<JsonNode>map(Json::parseObject)
                .orElseGet(() -> parseWhole(text));
        return new Result(
                json.path("via").asText(),
                json.path("endpoint").asText(""),
                json.path("digest").asText(),
                json.path("bytes").asLong());
    }

    private static ObjectNode parseWhole(String text) {
        try {
            return Json.parseObject(text);
        } catch (IllegalArgumentException e) {
            throw new DemoException("the agent's pull reported something else than JSON: " + text.strip(), e);
        }
    }

    private static String lastLine(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank())
                .reduce((_, last) -> last)
                .orElse("it said nothing");
    }
}
