package dev.roadstead.node.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.node.proof.Proof;
import dev.roadstead.node.proof.ProofOutcome;
import dev.roadstead.node.proof.Prover.PathProof;
import dev.roadstead.node.runtime.RuntimeState;
import dev.roadstead.node.runtime.RuntimeState.Verdict;
import org.junit.jupiter.api.Test;

class TriedRuntimeTest {
    private static final RuntimeState EFFECTIVE = runtime("1.6.20", Verdict.Effective);
    private static final RuntimeState NEEDS_RESTART = runtime("1.6.20", Verdict.NeedsRestart);
    private static final PathProof USED = new PathProof.Used(Proof.Method.Containerd, "pulled", 1);
    private static final PathProof NOT_USED =
            new PathProof.NotUsed(new ProofOutcome.Unproven(ProofOutcome.Reason.PathNotUsed, "went elsewhere"), true);

    private final TriedRuntime runtime = new TriedRuntime();

    private static RuntimeState runtime(String version, Verdict verdict) {
        return new RuntimeState("containerd", version, "/etc/containerd/certs.d", verdict, null);
    }

    private Verdict round(RuntimeState discovered) {
        runtime.discovered(discovered);
        return runtime.state().verdict();
    }

    @Test
    void isAsConfiguredUntilAPullTriesIt() {
        assertThat(round(EFFECTIVE)).isEqualTo(Verdict.Effective);
        assertThat(round(NEEDS_RESTART)).isEqualTo(Verdict.NeedsRestart);
    }

    @Test
    void whatAPullShowedHoldsInTheRoundsAfterIt() {
        round(EFFECTIVE);
        runtime.tried(NOT_USED);

        assertThat(round(EFFECTIVE)).isEqualTo(Verdict.NeedsRestart);
        assertThat(round(EFFECTIVE)).isEqualTo(Verdict.NeedsRestart);

        runtime.tried(USED);
        assertThat(round(EFFECTIVE)).isEqualTo(Verdict.Effective);
    }

    @Test
    void whatWorksIsEffectiveWhateverItsConfigurationSays() {
        round(NEEDS_RESTART);
        runtime.tried(USED);

        assertThat(round(NEEDS_RESTART)).isEqualTo(Verdict.Effective);
    }

    @Test
    void whatAPullShowedOfAnotherRuntimeCountsNoMore() {
        round(EFFECTIVE);
        runtime.tried(NOT_USED);

        assertThat(runtime.discovered(runtime("2.1.9", Verdict.Effective))).isTrue();
        assertThat(runtime.state().verdict()).isEqualTo(Verdict.Effective);
        assertThat(runtime.discovered(runtime("2.1.9", Verdict.Effective))).isFalse();
    }
}
