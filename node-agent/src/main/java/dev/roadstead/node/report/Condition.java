package dev.roadstead.node.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// A standard condition without its time.
///
/// @param status True, False or Unknown
record Condition(String type, String status, String reason, String message) {

    /// Ready sums up; Configured and Proven are facts.
    static List<Condition> of(NodeReport report) {
        if (report.mirrors().isEmpty()) {
            String nothing = "no NodeMirror selects this node";
            return List.of(
                    new Condition("Ready", "True", "NothingToDo", nothing),
                    new Condition("Configured", "True", "NothingToDo", nothing),
                    new Condition("Proven", "Unknown", "NothingToDo", nothing));
        }
        Condition configured = configured(report);
        Condition proven = proven(report);
        List<Condition> conditions = new ArrayList<>();
        conditions.add(ready(configured, proven));
        conditions.add(configured);
        conditions.add(proven);
        return conditions;
    }

    private static Condition configured(NodeReport report) {
        return first(report, mirror -> !mirror.configured())
                .map(mirror -> new Condition("Configured", "False", mirror.reason(), about(mirror)))
                .orElseGet(() -> new Condition(
                        "Configured",
                        "True",
                        "FilesWritten",
                        "files of " + hosts(report) + " hosts are as "
                                + report.mirrors().size() + " NodeMirrors say"));
    }

    private static long hosts(NodeReport report) {
        return report.mirrors().stream()
                .mapToLong(mirror -> mirror.hosts().size())
                .sum();
    }

    private static Condition proven(NodeReport report) {
        return first(report, mirror -> mirror.proof() == null)
                .map(mirror -> new Condition("Proven", "False", mirror.reason(), about(mirror)))
                .orElseGet(() -> new Condition(
                        "Proven", "True", "PullProven", "a pull went through the files of every NodeMirror"));
    }

    private static Condition ready(Condition configured, Condition proven) {
        Condition worse = configured.status().equals("True") ? proven : configured;
        return worse.status().equals("True")
                ? new Condition("Ready", "True", "Proven", "every NodeMirror of this node is applied and proven")
                : new Condition("Ready", "False", worse.reason(), worse.message());
    }

    private static Optional<MirrorReport> first(NodeReport report, Predicate<MirrorReport> predicate) {
        return report.mirrors().stream().filter(predicate).findFirst();
    }

    private static String about(MirrorReport mirror) {
        return "NodeMirror " + mirror.name() + ": " + (mirror.message() == null ? mirror.reason() : mirror.message());
    }
}
