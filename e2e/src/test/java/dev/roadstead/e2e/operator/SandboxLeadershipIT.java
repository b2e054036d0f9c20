package dev.roadstead.e2e.operator;

import static dev.roadstead.e2e.operator.Cluster.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.sandbox.api.Faults;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;

/// The leadership scenarios against the sandbox's API server, and what only it can be told to do.
class SandboxLeadershipIT extends LeadershipScenarios {
    private static final int ALL = 1_000;

    @Override
    ControlPlane controlPlane() {
        return new SandboxControlPlane();
    }

    private Faults faults() {
        return ((SandboxControlPlane) controlPlane).faults();
    }

    @Test
    void endsBeforeAnotherMayWorkWhenRenewalsAreRefused() {
        endsBeforeAnotherMayWork(new Faults.Effect.Answer(500, 0));
    }

    @Test
    void endsBeforeAnotherMayWorkWhenRenewalsAreNotAnswered() {
        endsBeforeAnotherMayWork(new Faults.Effect.Silence(Duration.ofMinutes(1)));
    }

    private void endsBeforeAnotherMayWork(Faults.Effect effect) {
        OperatorProcess leader = startLeader();

        faults().inject(ALL, Faults.Target.of("*", "leases"), effect);
        try {
            assertThat(leader.awaitExit(LEASE)).isEqualTo(1);
        } finally {
            faults().clear();
        }
        Duration sinceRenewal =
                Duration.between(lease().orElseThrow().getRenewTime(), ZonedDateTime.now(ZoneOffset.UTC));
        assertThat(sinceRenewal).isLessThan(LEASE);
    }

    @Test
    void keepsTheLeaseThroughAShortOutage() {
        OperatorProcess leader = startLeader();

        faults().inject(2, Faults.Target.of("*", "leases"), new Faults.Effect.Answer(500, 0));

        // The test's own requests for the lease would be refused, too.
        soon().until(() -> faults().pending() == 0);
        ZonedDateTime before = lease().orElseThrow().getRenewTime();
        soon().until(() -> lease().orElseThrow().getRenewTime().isAfter(before));
        assertThat(leader.isLeading()).isTrue();
    }
}
