package dev.roadstead.node.agent;

import dev.roadstead.node.proof.Proof;
import dev.roadstead.node.proof.ProofOutcome;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How far one plan has come on this node since the agent started. Used by one thread.
final class MirrorProgress {
    static final int ATTEMPTS = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration AGAIN = Duration.ofMinutes(10);
    private final String hash;
    private int failures;
    private Instant next = Instant.MIN;
    private ProofOutcome.@Nullable Unproven failure;
    private @Nullable Proof proof;
    private boolean heldBack;
    private int holds;

    MirrorProgress(String hash) {
        this.hash = hash;
    }

    boolean isAbout(String otherHash) {
        return hash.equals(otherHash);
    }

    boolean isDue(Instant now) {
        return !next.isAfter(now);
    }

    Instant next() {
        return next;
    }

    void askAgain() {
        next = Instant.MIN;
    }

    /// The same result again does not change what is reported.
    void proven(Proof found, Instant now) {
        Proof old = proof;
        boolean same = old != null
                && failure == null
                && old.method() == found.method()
                && old.endpoint().equals(found.endpoint());
        proof = same ? old : found;
        failure = null;
        failures = 0;
        next = now.plus(AGAIN);
    }

    void failed(ProofOutcome.Unproven why, Instant now) {
        failure = why;
        failures++;
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, 7));
        next = now.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    }

    boolean hasFailedForGood() {
        return failures >= ATTEMPTS;
    }

    /// The plan before is in force again; this one gets its next chance after a pause.
    void holdBack(Instant now) {
        heldBack = true;
        next = now.plus(holds == 0 ? LONGEST_PAUSE : AGAIN);
        holds++;
    }

    /// The endpoints still do not answer.
    void holdOn(Instant now) {
        next = now.plus(AGAIN);
    }

    void release() {
        heldBack = false;
        failures = 0;
        askAgain();
    }

    boolean isHeldBack() {
        return heldBack;
    }

    ProofOutcome.@Nullable Unproven failure() {
        return failure;
    }

    @Nullable
    Proof proof() {
        return failure == null ? proof : null;
    }
}
