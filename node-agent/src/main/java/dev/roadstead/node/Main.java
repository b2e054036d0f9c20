package dev.roadstead.node;

import dev.roadstead.node.agent.AgentLoop;
import dev.roadstead.node.agent.AgentSettings;
import dev.roadstead.node.agent.MirrorMemory;
import dev.roadstead.node.agent.NodeAgent;
import dev.roadstead.node.command.Commands;
import dev.roadstead.node.files.AgentLock;
import dev.roadstead.node.files.FileWriter;
import dev.roadstead.node.files.JsonFile;
import dev.roadstead.node.files.LinuxDisk;
import dev.roadstead.node.files.NodeFiles;
import dev.roadstead.node.files.NodePaths;
import dev.roadstead.node.kube.KubeClient;
import dev.roadstead.node.proof.Prover;
import dev.roadstead.node.report.NodeStates;
import dev.roadstead.node.runtime.RuntimeDiscovery;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The map of the agent: settings, files, runtime, proof, report, and the loop around them.
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length > 0) {
            System.exit(Commands.execute(arguments));
        }
        try {
            run(AgentSettings.from(System.getenv()));
        } catch (IllegalArgumentException e) {
            fail(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            fail("STATE_DIR cannot be written: " + e);
        }
    }

    private static void run(AgentSettings settings) throws IOException, InterruptedException {
        Clock clock = Clock.systemUTC();
        NodePaths paths = new NodePaths(settings.containerdConfig(), settings.state());
        try (AgentLock _ = AgentLock.acquire(paths);
                AgentLoop loop = loop(settings, paths, clock)) {
            Thread main = Thread.currentThread();
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> stop(loop, main)));
            LOG.atInfo()
                    .addKeyValue("node", settings.nodeName())
                    .addKeyValue("version", Commands.version())
                    .log("agent started");
            loop.run();
        }
    }

    private static AgentLoop loop(AgentSettings settings, NodePaths paths, Clock clock) {
        LinuxDisk disk = new LinuxDisk();
        FileWriter writer = new FileWriter(disk);
        NodeFiles files = new NodeFiles(paths, disk, settings.caGrace());
        RuntimeDiscovery discovery = new RuntimeDiscovery(settings.containerdConfig(), settings.containerdRun());
        Prover prover = new Prover(paths, writer, settings.probe(), clock);
        MirrorMemory memory = new MirrorMemory(new JsonFile(paths.provenMirrors(), writer));
        memory.load();
        NodeAgent agent = new NodeAgent(files, discovery, prover, memory, Commands.version(), clock);

        KubeClient client = new KubeClient(settings.apiServer(), settings.serviceAccount());
        NodeStates states = new NodeStates(client, settings.nodeName(), clock);
        RandomGenerator random = ThreadLocalRandom.current();
        return new AgentLoop(client, agent, states, settings, clock, random);
    }

    /// The round in progress ends before the process does, so that nothing is left half done.
    private static void stop(AgentLoop loop, Thread main) {
        loop.close();
        try {
            main.join(8_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void fail(String message) {
        System.err.println(message);
        System.exit(1);
    }
}
