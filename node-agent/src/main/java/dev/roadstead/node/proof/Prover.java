package dev.roadstead.node.proof;

import dev.roadstead.config.MirrorPlan.Fallback;
import dev.roadstead.node.files.FileWriter;
import dev.roadstead.node.files.NodePaths;
import dev.roadstead.node.hosts.HostPlan;
import dev.roadstead.node.hosts.MirrorEndpoint;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Proves what was written, in two steps: the runtime goes by the files at all, and each endpoint answers by exactly
/// the
/// trust that its table gives it.
public final class Prover {
    private final NodePaths paths;
    private final PathProbe pathProbe;
    private final TrustProbe trustProbe = new TrustProbe();
    private final ProbeMode mode;
    private final Clock clock;

    public Prover(NodePaths paths, FileWriter writer, ProbeMode mode, Clock clock) {
        this.paths = paths;
        this.pathProbe = new PathProbe(paths, writer);
        this.mode = mode;
        this.clock = clock;
    }

    /// The first step, which is the same for all mirrors of a node.
    public sealed interface PathProof {
        record Used(Proof.Method method, String evidence, long durationMillis) implements PathProof {}

        record NotUsed(ProofOutcome.Unproven why, boolean byContainerd) implements PathProof {}
    }

    public PathProof provePath(Optional<Path> socket) {
        ProbePull pull = puller(socket);
        if (pull == null) {
            return new PathProof.NotUsed(
                    new ProofOutcome.Unproven(
                            ProofOutcome.Reason.RuntimeAbsent,
                            "no containerd listens on this node, so nothing can be proven: start it, mount"
                                    + " /run/containerd into the agent, or set ROADSTEAD_PROBE=auto on a node that has"
                                    + " none by design"),
                    false);
        }
        long start = clock.millis();
        boolean byContainerd = pull.method() == Proof.Method.Containerd;
        return switch (pathProbe.run(pull)) {
            case PathProbe.Result.Worked(String evidence) ->
                new PathProof.Used(pull.method(), evidence, clock.millis() - start);
            case PathProbe.Result.NotUsed(String message) ->
                new PathProof.NotUsed(
                        new ProofOutcome.Unproven(ProofOutcome.Reason.PathNotUsed, message), byContainerd);
            case PathProbe.Result.NotPossible(String message) ->
                new PathProof.NotUsed(new ProofOutcome.Unproven(ProofOutcome.Reason.ProbeNotPossible, message), false);
        };
    }

    private @Nullable ProbePull puller(Optional<Path> socket) {
        return switch (mode) {
            case CLIENT -> new ProbePull.ByClient(paths.certs());
            case CONTAINERD -> socket.map(ProbePull.ByContainerd::new).orElse(null);
            case AUTO ->
                socket.isPresent() ? new ProbePull.ByContainerd(socket.get()) : new ProbePull.ByClient(paths.certs());
        };
    }

    /// Both steps for the hosts of one mirror.
    public ProofOutcome prove(PathProof path, Collection<HostPlan> hosts) {
        return switch (path) {
            case PathProof.NotUsed notUsed -> notUsed.why();
            case PathProof.Used used -> prove(used, hosts);
        };
    }

    private ProofOutcome prove(PathProof.Used path, Collection<HostPlan> hosts) {
        long start = clock.millis();
        List<String> answered = new ArrayList<>();
        List<String> untested = new ArrayList<>();
        for (HostPlan host : hosts) {
            for (MirrorEndpoint endpoint : host.tables()) {
                Optional<ProofOutcome.Unproven> failure =
                        answered.contains(endpoint.url()) ? Optional.empty() : trustProbe.run(endpoint);
                if (failure.isEmpty()) {
                    answered.add(endpoint.url());
                } else if (host.endpoints().isEmpty() && isUnreachable(failure.get())) {
                    untested.add(host.host().text());
                } else {
                    return failure.get();
                }
            }
        }
        String evidence = path.evidence()
                + (answered.isEmpty() ? "" : "; answered /v2/ by the given trust: " + String.join(", ", answered))
                + (untested.isEmpty() ? "" : "; not reachable, so not tested: " + String.join(", ", untested));
        return new ProofOutcome.Proven(new Proof(
                path.method(),
                answered.isEmpty() ? "" : answered.getFirst(),
                evidence,
                path.durationMillis() + clock.millis() - start,
                clock.instant()));
    }

    /// Trust in a host that this node cannot reach harms nobody.
    private static boolean isUnreachable(ProofOutcome.Unproven failure) {
        return failure.reason() == ProofOutcome.Reason.EndpointUnreachable;
    }

    /// Whether the endpoints answer, before anything is written: for plans that failed once.
    public boolean endpointsAnswer(Collection<HostPlan> hosts) {
        return hosts.stream()
                .filter(host -> !host.endpoints().isEmpty() || host.fallback() == Fallback.None)
                .flatMap(host -> host.tables().stream())
                .allMatch(endpoint -> trustProbe.run(endpoint).isEmpty());
    }
}
