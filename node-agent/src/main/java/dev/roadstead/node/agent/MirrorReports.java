package dev.roadstead.node.agent;

import dev.roadstead.config.MirrorPlan;
import dev.roadstead.node.files.FilesReport;
import dev.roadstead.node.hosts.DesiredHosts;
import dev.roadstead.node.proof.ProofOutcome;
import dev.roadstead.node.report.MirrorReport;
import dev.roadstead.node.report.MirrorReport.State;
import dev.roadstead.node.runtime.RuntimeState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a round has to say about each NodeMirror, the worst fact first.
///
/// @param desired what is in force, which is the plan before for one that was held back
record MirrorReports(
        SelectedMirrors selected,
        DesiredHosts desired,
        FilesReport written,
        RuntimeState runtime,
        Map<String, MirrorProgress> progress) {

    List<MirrorReport> all() {
        List<MirrorReport> reports = new ArrayList<>();
        selected.plans().forEach((name, plan) -> reports.add(report(name, plan)));
        selected.unreadable()
                .forEach((name, message) -> reports.add(new MirrorReport(
                        name,
                        0,
                        "",
                        State.Failed,
                        written.hosts(name),
                        List.of(),
                        false,
                        "PlanUnreadable",
                        message,
                        null)));
        reports.sort(Comparator.comparing(MirrorReport::name));
        return reports;
    }

    private MirrorReport report(String name, MirrorPlan plan) {
        MirrorProgress known = progress.getOrDefault(name, new MirrorProgress(plan.hash()));
        List<FilesReport.Conflict> conflicts = new ArrayList<>(written.conflicts(name));
        for (DesiredHosts.Claim claim : desired.claimed().getOrDefault(name, List.of())) {
            conflicts.add(new FilesReport.Conflict(claim.host().text(), claim.message()));
        }
        List<String> rejected = desired.rejected().getOrDefault(name, List.of());
        Verdict verdict = verdict(name, conflicts, rejected, known);
        return new MirrorReport(
                name,
                plan.generation(),
                plan.hash(),
                verdict.state(),
                written.hosts(name).stream().sorted().toList(),
                conflicts,
                verdict.configured(),
                verdict.reason(),
                verdict.message(),
                known.isHeldBack() ? null : known.proof());
    }

    private record Verdict(
            State state,
            boolean configured,
            String reason,
            @Nullable String message) {}

    private Verdict verdict(
            String name, List<FilesReport.Conflict> conflicts, List<String> rejected, MirrorProgress known) {
        List<String> problems = written.problems(name);
        if (!problems.isEmpty()) {
            return new Verdict(State.Failed, false, "FilesNotWritten", String.join("; ", problems));
        }
        ProofOutcome.Unproven failure = known.failure();
        if (known.isHeldBack()) {
            return new Verdict(
                    State.Failed,
                    false,
                    "RolledBack",
                    "the plan did not work on this node, so the one before is in force again: "
                            + (failure == null ? "" : failure.message()));
        }
        if (!rejected.isEmpty()) {
            return new Verdict(State.Failed, false, "ItemsRejected", String.join("; ", rejected));
        }
        if (!conflicts.isEmpty()) {
            FilesReport.Conflict first = conflicts.getFirst();
            return new Verdict(State.Failed, false, "Conflict", first.host() + ": " + first.message());
        }
        if (failure == null) {
            return known.proof() == null
                    ? new Verdict(State.Applied, true, "ProofPending", "files are written, the proof is under way")
                    : new Verdict(State.Proven, true, "PullProven", null);
        }
        if (failure.reason() == ProofOutcome.Reason.RuntimeAbsent) {
            return new Verdict(State.Applied, true, "RuntimeAbsent", failure.message());
        }
        boolean runtimeIsToBlame = failure.reason() == ProofOutcome.Reason.PathNotUsed && runtime.fix() != null;
        return new Verdict(
                known.hasFailedForGood() ? State.Failed : State.Applied,
                true,
                runtimeIsToBlame ? runtime.verdict().name() : failure.reason().name(),
                runtimeIsToBlame ? failure.message() + "; " + runtime.fix() : failure.message());
    }
}
