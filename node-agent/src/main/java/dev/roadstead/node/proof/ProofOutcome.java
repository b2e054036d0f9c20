package dev.roadstead.node.proof;

/// What came of trying to prove.
public sealed interface ProofOutcome {
    record Proven(Proof proof) implements ProofOutcome {}

    record Unproven(Reason reason, String message) implements ProofOutcome {}

    /// Reasons of the condition Proven.
    enum Reason {
        RuntimeAbsent,
        PathNotUsed,
        EndpointNotTrusted,
        EndpointUnreachable,
        ProbeNotPossible
    }
}
