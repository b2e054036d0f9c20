package dev.roadstead.e2e.operator;

import static dev.roadstead.e2e.operator.Cluster.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.e2e.operator.ControlPlane.SeenWrite;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Several operators, of which the one that holds the lease works.
abstract class LeadershipScenarios extends ControlPlaneScenarios {
    static final Duration LEASE = Duration.ofSeconds(15);
    static final Duration RENEW_DEADLINE = Duration.ofSeconds(10);
    /// For a busy machine.
    private static final Duration SLACK = Duration.ofSeconds(10);

    private final List<OperatorProcess> operators = new ArrayList<>();
    private String namespace;

    @BeforeEach
    void newNamespace() {
        namespace = cluster.namespace();
    }

    @AfterEach
    void endAll() {
        operators.forEach(OperatorProcess::close);
        operators.clear();
        cluster.client().leases().inNamespace(OPERATOR_NAMESPACE).delete();
    }

    OperatorProcess start(String name) {
        OperatorProcess operator = startOperator(name + "-" + System.nanoTime(), "--leader-election=true");
        operators.add(operator);
        return operator;
    }

    OperatorProcess startLeader() {
        return start("leader").awaitLeading();
    }

    private OperatorProcess startStandby() {
        OperatorProcess standby = start("standby").awaitReady();
        assertThat(standby.isLeading()).isFalse();
        return standby;
    }

    private void applyRegistry(String name) {
        cluster.apply("""
                apiVersion: roadstead.dev/v1alpha1
                kind: Registry
                metadata: {name: %s, namespace: %s}
                spec: {storage: {filesystem: {size: 1Gi}}}
                """.formatted(name, namespace));
    }

    private void awaitRegistry(String name) {
        soon().until(() -> !cluster.conditionsOfRegistry(namespace, name).isEmpty());
    }

    Optional<LeaseSpec> lease() {
        return Optional.ofNullable(cluster.client()
                        .leases()
                        .inNamespace(OPERATOR_NAMESPACE)
                        .withName("roadstead-operator")
                        .get())
                .map(Lease::getSpec);
    }

    private ZonedDateTime renewed() {
        return lease().orElseThrow().getRenewTime();
    }

    /// How often each object was written, besides its status and by users.
    private List<String> writtenTwice() {
        return writesSince(0, namespace).stream()
                .filter(write ->
                        write.subresource().isEmpty() && !write.manager().equals("kubectl"))
                .filter(write ->
                        !write.resource().equals("events") && !write.resource().equals("registries"))
                .collect(Collectors.groupingBy(LeadershipScenarios::object, Collectors.counting()))
                .entrySet()
                .stream()
                .filter(count -> count.getValue() > 1)
                .map(count -> count.getKey() + " " + count.getValue() + " times")
                .toList();
    }

    private static String object(SeenWrite write) {
        return write.resource() + "/" + write.name();
    }

    @Test
    void oneWorksAndTheOtherIsReadyToTakeOver() {
        OperatorProcess leader = startLeader();
        OperatorProcess standby = startStandby();

        applyRegistry("harbour");

        awaitRegistry("harbour");
        assertThat(leader.reconciliations("registry")).isPositive();
        assertThat(standby.reconciliations("registry")).isZero();
        assertThat(standby.isLeading()).isFalse();
        assertThat(standby.isReady()).isTrue();
        assertThat(leader.isReady()).isTrue();
        assertThat(writtenTwice()).isEmpty();
    }

    @Test
    void oneOfTwoThatStartTogetherWorks() {
        OperatorProcess one = start("one");
        OperatorProcess two = start("two");
        one.awaitReady();
        two.awaitReady();

        soon().until(() -> one.isLeading() || two.isLeading());

        applyRegistry("harbour");
        awaitRegistry("harbour");
        assertThat(one.isLeading()).isNotEqualTo(two.isLeading());
        OperatorProcess standby = one.isLeading() ? two : one;
        assertThat(standby.reconciliations("registry")).isZero();
    }

    @Test
    void standsInForAKilledLeaderOnceItsLeaseIsOver() {
        OperatorProcess leader = startLeader();
        applyRegistry("harbour");
        awaitRegistry("harbour");
        OperatorProcess standby = startStandby();
        String before = lease().orElseThrow().getHolderIdentity();

        leader.kill();
        ZonedDateTime lastSign = renewed();
        int from = controlPlane.writes().size();

        standby.awaitLeading();
        LeaseSpec now = lease().orElseThrow();
        assertThat(now.getHolderIdentity()).isNotEqualTo(before);
        assertThat(now.getLeaseTransitions()).isOne();
        assertThat(Duration.between(lastSign, now.getAcquireTime()))
                .isGreaterThanOrEqualTo(LEASE)
                .isLessThan(LEASE.plus(SLACK));
        soon().until(() -> standby.reconciliations("registry") >= 1);
        assertNoWrites(from, namespace);
        applyRegistry("second");
        awaitRegistry("second");
        assertThat(writtenTwice()).isEmpty();
    }

    @Test
    void givesTheLeaseBackWhenItIsAskedToEnd() {
        OperatorProcess leader = startLeader();
        String before = lease().orElseThrow().getHolderIdentity();
        OperatorProcess standby = startStandby();

        leader.terminate();

        assertThat(lease().orElseThrow().getHolderIdentity()).isNotEqualTo(before);
        ZonedDateTime released = renewed();
        standby.awaitLeading();
        assertThat(Duration.between(released, lease().orElseThrow().getAcquireTime()))
                .isLessThan(LEASE);
        applyRegistry("harbour");
        awaitRegistry("harbour");
    }

    @Test
    void endsWhenAnotherTakesTheLease() {
        OperatorProcess leader = startLeader();

        cluster.client()
                .leases()
                .inNamespace(OPERATOR_NAMESPACE)
                .withName("roadstead-operator")
                .edit(lease -> {
                    lease.getSpec().setHolderIdentity("somebody-else");
                    return lease;
                });

        assertThat(leader.awaitExit(RENEW_DEADLINE)).isEqualTo(1);
        assertThat(lease().orElseThrow().getHolderIdentity()).isEqualTo("somebody-else");
    }

    @Test
    void goesOnWhenTheLeaseIsDeleted() {
        OperatorProcess leader = startLeader();
        String holder = lease().orElseThrow().getHolderIdentity();

        cluster.client().leases().inNamespace(OPERATOR_NAMESPACE).delete();

        soon().until(() -> lease().isPresent());
        assertThat(lease().orElseThrow().getHolderIdentity()).isEqualTo(holder);
        assertThat(leader.isLeading()).isTrue();
    }

    @Test
    void endsWhenItAwakesAndAnotherWorks() {
        OperatorProcess leader = startLeader();
        OperatorProcess standby = startStandby();

        leader.freeze();
        try {
            standby.awaitLeading();
        } finally {
            leader.thaw();
        }

        assertThat(leader.awaitExit(SLACK)).isEqualTo(1);
        assertThat(standby.isLeading()).isTrue();
    }
}
