package dev.roadstead.operator.leadership;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// One process's claim to the Lease, step by step. Whether another's lease has run out is measured with this machine's
/// own steady clock, from the moment the lease was last seen to change: the clocks of two nodes may differ.
final class LeaseClaim {
    private final LeaseStore store;
    private final Terms terms;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private @Nullable String seenVersion;
    private long seenSince;

    /// @param clock for the times that are written
    /// @param nanos for the times that are measured
    LeaseClaim(LeaseStore store, Terms terms, InstantSource clock, LongSupplier nanos) {
        this.store = store;
        this.terms = terms;
        this.clock = clock;
        this.nanos = nanos;
    }

    LeaseClaim(LeaseStore store, Terms terms) {
        this(store, terms, Clock.systemUTC(), System::nanoTime);
    }

    /// What came of an attempt.
    sealed interface Outcome {
        /// Ours, for as long as the terms say, from before the request was sent.
        record Held() implements Outcome {}

        record HeldByAnother(String holder) implements Outcome {}
    }

    /// Takes the lease if it is free, or renews it. Throws what the store throws.
    Outcome attempt() {
        Optional<Lease> found = store.read();
        if (found.isEmpty()) {
            store.create(next(null));
            return new Outcome.Held();
        }
        Lease lease = found.get();
        String holder = holder(lease);
        boolean free = holder.isEmpty() || holder.equals(terms.identity());
        if (!free && !isExpired(lease)) {
            return new Outcome.HeldByAnother(holder);
        }
        store.replace(next(lease));
        return new Outcome.Held();
    }

    /// Lets go of the lease, so that the next one need not wait. Throws what the store throws.
    void release() {
        Lease lease = store.read().orElse(null);
        if (lease != null && holder(lease).equals(terms.identity())) {
            ZonedDateTime now = now();
            store.replace(new LeaseBuilder(lease)
                    .editSpec()
                    .withHolderIdentity("")
                    .withLeaseDurationSeconds(1)
                    .withAcquireTime(now)
                    .withRenewTime(now)
                    .endSpec()
                    .build());
        }
    }

    private boolean isExpired(Lease lease) {
        String version = lease.getMetadata().getResourceVersion();
        long now = nanos.getAsLong();
        if (!Objects.equals(version, seenVersion)) {
            seenVersion = version;
            seenSince = now;
        }
        return now - seenSince > duration(lease).toNanos();
    }

    private Duration duration(Lease lease) {
        return Optional.ofNullable(lease.getSpec())
                .map(LeaseSpec::getLeaseDurationSeconds)
                .map(Duration::ofSeconds)
                .orElse(terms.lease());
    }

    private static String holder(Lease lease) {
        return Optional.ofNullable(lease.getSpec())
                .map(LeaseSpec::getHolderIdentity)
                .orElse("");
    }

    private Lease next(@Nullable Lease before) {
        LeaseSpec old = before == null || before.getSpec() == null ? new LeaseSpec() : before.getSpec();
        boolean renewed = terms.identity().equals(old.getHolderIdentity()) && old.getAcquireTime() != null;
        int transitions = old.getLeaseTransitions() == null ? 0 : old.getLeaseTransitions();
        LeaseBuilder lease = before == null ? new LeaseBuilder() : new LeaseBuilder(before);
        return lease.editOrNewMetadata()
                .withNamespace(terms.namespace())
                .withName(terms.name())
                .endMetadata()
                .editOrNewSpec()
                .withHolderIdentity(terms.identity())
                .withLeaseDurationSeconds((int) terms.lease().toSeconds())
                .withAcquireTime(renewed ? old.getAcquireTime() : now())
                .withRenewTime(now())
                .withLeaseTransitions(before == null || renewed ? transitions : transitions + 1)
                .endSpec()
                .build();
    }

    private ZonedDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS).atZone(ZoneOffset.UTC);
    }
}
