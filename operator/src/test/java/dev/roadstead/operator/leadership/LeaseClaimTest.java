package dev.roadstead.operator.leadership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadstead.operator.leadership.LeaseClaim.Outcome.Held;
import dev.roadstead.operator.leadership.LeaseClaim.Outcome.HeldByAnother;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LeaseClaimTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final MemoryLeaseStore store = new MemoryLeaseStore();
    private Duration elapsed = Duration.ZERO;

    private final LeaseClaim mine = claim("mine", Duration.ZERO);
    private final LeaseClaim theirs = claim("theirs", Duration.ZERO);

    /// @param skew by which the wall clock of this claim's machine is ahead
    private LeaseClaim claim(String identity, Duration skew) {
        InstantSource clock = () -> START.plus(elapsed).plus(skew);
        return new LeaseClaim(
                store, Terms.of("roadstead-system", "roadstead-operator", identity), clock, () -> elapsed.toNanos());
    }

    private void pass(int seconds) {
        elapsed = elapsed.plusSeconds(seconds);
    }

    @Test
    void takesALeaseThatIsNotThere() {
        assertThat(mine.attempt()).isEqualTo(new Held());

        assertThat(store.spec().getHolderIdentity()).isEqualTo("mine");
        assertThat(store.spec().getLeaseDurationSeconds()).isEqualTo(15);
        assertThat(store.spec().getLeaseTransitions()).isZero();
        assertThat(store.spec().getRenewTime().toInstant()).isEqualTo(START);
    }

    @Test
    void renewsWithoutBecomingAnotherHolder() {
        mine.attempt();
        pass(2);

        assertThat(mine.attempt()).isEqualTo(new Held());

        assertThat(store.spec().getAcquireTime().toInstant()).isEqualTo(START);
        assertThat(store.spec().getRenewTime().toInstant()).isEqualTo(START.plusSeconds(2));
        assertThat(store.spec().getLeaseTransitions()).isZero();
    }

    @Test
    void leavesALeaseThatIsRenewed() {
        theirs.attempt();
        for (int i = 0; i < 10; i++) {
            assertThat(mine.attempt()).isEqualTo(new HeldByAnother("theirs"));
            pass(10);
            theirs.attempt();
        }
    }

    @Test
    void takesALeaseThatIsNoLongerRenewed() {
        theirs.attempt();
        mine.attempt();
        pass(15);
        assertThat(mine.attempt()).isEqualTo(new HeldByAnother("theirs"));
        pass(1);

        assertThat(mine.attempt()).isEqualTo(new Held());

        assertThat(store.spec().getLeaseTransitions()).isOne();
        assertThat(theirs.attempt()).isEqualTo(new HeldByAnother("mine"));
    }

    @Test
    void doesNotTrustTheClocksOfOthers() {
        theirs.attempt();
        LeaseClaim ahead = claim("ahead", Duration.ofHours(1));

        assertThat(ahead.attempt()).isEqualTo(new HeldByAnother("theirs"));
    }

    @Test
    void takesAReleasedLeaseAtOnce() {
        theirs.attempt();
        mine.attempt();
        theirs.release();

        assertThat(mine.attempt()).isEqualTo(new Held());
    }

    @Test
    void releasesOnlyItsOwn() {
        theirs.attempt();

        mine.release();

        assertThat(store.spec().getHolderIdentity()).isEqualTo("theirs");
    }

    @Test
    void losesTheRaceForAFreeLease() {
        theirs.attempt();
        theirs.release();
        store.onRead = () -> theirs.attempt();

        assertThatThrownBy(mine::attempt).isInstanceOf(IllegalStateException.class);
        assertThat(store.spec().getHolderIdentity()).isEqualTo("theirs");
    }

    @Test
    void takesALeaseThatSomebodyLeftEmpty() {
        store.create(new LeaseBuilder()
                .withNewMetadata()
                .withName("roadstead-operator")
                .endMetadata()
                .build());

        assertThat(mine.attempt()).isEqualTo(new Held());
    }

    /// One Lease, with the API server's rules for resource versions.
    private static final class MemoryLeaseStore implements LeaseStore {
        private @Nullable Lease lease;
        private int version;
        /// Happens once, after the next read and before its answer.
        private @Nullable Runnable onRead;

        @Override
        public Optional<Lease> read() {
            Optional<Lease> now = Optional.ofNullable(lease);
            Runnable race = onRead;
            onRead = null;
            if (race != null) {
                race.run();
            }
            return now;
        }

        @Override
        public void create(Lease lease) {
            if (this.lease != null) {
                throw new IllegalStateException("already exists");
            }
            store(lease);
        }

        @Override
        public void replace(Lease lease) {
            if (!lease.getMetadata().getResourceVersion().equals(String.valueOf(version))) {
                throw new IllegalStateException("conflict");
            }
            store(lease);
        }

        private void store(Lease lease) {
            version++;
            this.lease = new LeaseBuilder(lease)
                    .editMetadata()
                    .withResourceVersion(String.valueOf(version))
                    .endMetadata()
                    .build();
        }

        private io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec spec() {
            return java.util.Objects.requireNonNull(lease).getSpec();
        }
    }
}
