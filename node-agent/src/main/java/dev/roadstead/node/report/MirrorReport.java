package dev.roadstead.node.report;

import dev.roadstead.node.files.FilesReport;
import dev.roadstead.node.proof.Proof;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of one NodeMirror on this node.
///
/// @param generation of the plan that this is about
/// @param hosts that have files of ours
/// @param reason of a state that is not Proven, a word for conditions
/// @param message what is wrong and what to do; absent when nothing is
public record MirrorReport(
        String name,
        long generation,
        String hash,
        State state,
        List<String> hosts,
        List<FilesReport.Conflict> conflicts,
        boolean configured,
        String reason,
        @Nullable String message,
        @Nullable Proof proof) {
    public MirrorReport {
        hosts = List.copyOf(hosts);
        conflicts = List.copyOf(conflicts);
    }

    /// Constants are spelled as in the API.
    public enum State {
        Applied,
        Proven,
        Failed
    }
}
