package dev.roadstead.node.agent;

import dev.roadstead.config.MirrorPlan;
import dev.roadstead.node.files.FilesReport;
import dev.roadstead.node.files.NodeFiles;
import dev.roadstead.node.hosts.DesiredHosts;
import dev.roadstead.node.hosts.HostPlan;
import dev.roadstead.node.proof.ProofOutcome;
import dev.roadstead.node.proof.Prover;
import dev.roadstead.node.report.NodeReport;
import dev.roadstead.node.runtime.RuntimeDiscovery;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One round: write what the plans say, prove what is new, go back where the new does not work and the old did.
/// Used by one thread.
public final class NodeAgent {
    private static final Logger LOG = LoggerFactory.getLogger(NodeAgent.class);
    private final NodeFiles files;
    private final RuntimeDiscovery discovery;
    private final Prover prover;
    private final MirrorMemory memory;
    private final String version;
    private final Clock clock;
    private final TriedRuntime runtime = new TriedRuntime();
    private final Map<String, MirrorProgress> progress = new HashMap<>();

    public NodeAgent(
            NodeFiles files,
            RuntimeDiscovery discovery,
            Prover prover,
            MirrorMemory memory,
            String version,
            Clock clock) {
        this.files = files;
        this.discovery = discovery;
        this.prover = prover;
        this.memory = memory;
        this.version = version;
        this.clock = clock;
    }

    /// @param report to write
    /// @param next when a proof is due again
    record Round(NodeReport report, Instant next) {}

    Round run(SelectedMirrors selected) {
        track(selected);
        if (runtime.discovered(discovery.discover())) {
            askAgain();
        }
        DesiredHosts desired = desired(selected);
        FilesReport written = write(desired);
        prove(selected, desired, written);
        if (goBack(selected, desired)) {
            desired = desired(selected);
            written = write(desired);
        }
        MirrorReports reports = new MirrorReports(selected, desired, written, runtime.state(), progress);
        Instant next = progress.values().stream()
                .map(MirrorProgress::next)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
        return new Round(new NodeReport(version, runtime.state(), reports.all()), next);
    }

    private void track(SelectedMirrors selected) {
        progress.keySet().retainAll(selected.plans().keySet());
        if (selected.unreadable().isEmpty()) {
            memory.forgetAllBut(selected.plans().keySet());
        }
        selected.plans().forEach((name, plan) -> {
            MirrorProgress known = progress.get(name);
            if (known == null || !known.isAbout(plan.hash())) {
                progress.put(name, new MirrorProgress(plan.hash()));
            } else if (known.isHeldBack() && known.isDue(clock.instant())) {
                tryAgain(name, plan, known);
            }
        });
    }

    private void tryAgain(String name, MirrorPlan plan, MirrorProgress known) {
        if (prover.endpointsAnswer(
                DesiredHosts.of(Map.of(name, plan), clock.instant()).hosts().values())) {
            known.release();
        } else {
            known.holdOn(clock.instant());
        }
    }

    private DesiredHosts desired(SelectedMirrors selected) {
        Map<String, MirrorPlan> inForce = new LinkedHashMap<>();
        selected.plans().forEach((name, plan) -> {
            MirrorProgress known = progress.get(name);
            boolean heldBack = known != null && known.isHeldBack();
            inForce.put(name, heldBack ? memory.proven(name).orElse(plan) : plan);
        });
        selected.unreadable().keySet().forEach(name -> memory.proven(name).ifPresent(plan -> inForce.put(name, plan)));
        return DesiredHosts.of(inForce, clock.instant());
    }

    private FilesReport write(DesiredHosts desired) {
        FilesReport written = files.apply(desired, clock.instant());
        if (written.changed() > 0) {
            LOG.atInfo().addKeyValue("folders", written.changed()).log("wrote host configuration");
        }
        return written;
    }

    private void askAgain() {
        progress.values().stream().filter(known -> !known.isHeldBack()).forEach(MirrorProgress::askAgain);
    }

    private void prove(SelectedMirrors selected, DesiredHosts desired, FilesReport written) {
        Instant now = clock.instant();
        if (written.changed() > 0) {
            askAgain();
        }
        List<String> due = selected.plans().keySet().stream()
                .filter(name -> !written.hosts(name).isEmpty())
                .filter(name -> isDue(name, now))
                .toList();
        if (due.isEmpty()) {
            return;
        }
        Prover.PathProof path = prover.provePath(discovery.socket());
        runtime.tried(path);
        for (String name : due) {
            prove(name, selected, desired, path);
        }
    }

    private boolean isDue(String name, Instant now) {
        MirrorProgress known = progress.get(name);
        return known != null && !known.isHeldBack() && known.isDue(now);
    }

    private void prove(String name, SelectedMirrors selected, DesiredHosts desired, Prover.PathProof path) {
        MirrorProgress known = progress.get(name);
        MirrorPlan plan = selected.plans().get(name);
        if (known == null || plan == null) {
            return;
        }
        switch (prover.prove(path, hosts(name, desired))) {
            case ProofOutcome.Proven(var proof) -> {
                if (known.proof() == null) {
                    LOG.atInfo()
                            .addKeyValue("mirror", name)
                            .addKeyValue("generation", plan.generation())
                            .addKeyValue("method", proof.method())
                            .log("proved a NodeMirror");
                }
                known.proven(proof, clock.instant());
                memory.remember(name, plan);
            }
            case ProofOutcome.Unproven unproven -> {
                if (known.failure() == null) {
                    LOG.atWarn()
                            .addKeyValue("mirror", name)
                            .addKeyValue("generation", plan.generation())
                            .addKeyValue("reason", unproven.reason())
                            .log("cannot prove a NodeMirror: {}", unproven.message());
                }
                known.failed(unproven, clock.instant());
            }
        }
    }

    private static List<HostPlan> hosts(String mirror, DesiredHosts desired) {
        return desired.hosts().values().stream()
                .filter(host -> host.mirror().equals(mirror))
                .toList();
    }

    /// Only where the endpoints are the trouble, and those of the plan before do answer.
    private boolean goBack(SelectedMirrors selected, DesiredHosts desired) {
        boolean changed = false;
        for (Map.Entry<String, MirrorPlan> entry : selected.plans().entrySet()) {
            MirrorProgress known = progress.get(entry.getKey());
            Optional<MirrorPlan> before = memory.proven(entry.getKey())
                    .filter(plan -> !plan.hash().equals(entry.getValue().hash()));
            if (known == null || known.isHeldBack() || before.isEmpty() || !isEndpointTrouble(known)) {
                continue;
            }
            DesiredHosts old = DesiredHosts.of(Map.of(entry.getKey(), before.get()), clock.instant());
            if (known.isHeldBack() || hosts(entry.getKey(), desired).isEmpty()) {
                continue;
            }
            if (prover.endpointsAnswer(old.hosts().values())) {
                known.holdBack(clock.instant());
                changed = true;
                LOG.atWarn()
                        .addKeyValue("mirror", entry.getKey())
                        .addKeyValue("generation", entry.getValue().generation())
                        .addKeyValue("restored", before.get().generation())
                        .log("went back to the generation that worked");
            }
        }
        return changed;
    }

    private static boolean isEndpointTrouble(MirrorProgress known) {
        ProofOutcome.Unproven failure = known.failure();
        return known.hasFailedForGood()
                && failure != null
                && (failure.reason() == ProofOutcome.Reason.EndpointNotTrusted
                        || failure.reason() == ProofOutcome.Reason.EndpointUnreachable);
    }
}
