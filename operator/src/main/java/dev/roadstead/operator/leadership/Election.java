package dev.roadstead.operator.leadership;

import dev.roadstead.operator.leadership.LeaseClaim.Outcome;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Waits for the Lease, keeps it, and gives it back. A holder that cannot renew in time has lost it, even while a
/// request still hangs: another one may take it soon.
public final class Election implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Election.class);
    private static final int FORBIDDEN = 403;
    private static final int CONFLICT = 409;
    private static final Duration LOOK = Duration.ofMillis(250);

    private enum State {
        SEEKING,
        STANDING_BY,
        LEADING,
        ENDED
    }

    private final ApiLeaseStore store;
    private final LeaseClaim claim;
    private final Terms terms;
    private final Runnable lost;
    private volatile State state = State.SEEKING;
    /// On the steady clock, before the request was sent that took or renewed the lease.
    private volatile long heldSince;

    /// @param like the client whose cluster and credentials are used
    /// @param lost what to do when the lease is lost; called once
    public Election(KubernetesClient like, Terms terms, Runnable lost) {
        this.store = new ApiLeaseStore(like, terms.namespace(), terms.name());
        this.claim = new LeaseClaim(store, terms);
        this.terms = terms;
        this.lost = lost;
    }

    /// Whether another holds the lease, as the API server said when it was last asked.
    public boolean isStandingBy() {
        return state == State.STANDING_BY;
    }

    public boolean isLeading() {
        return state == State.LEADING;
    }

    /// Returns once the lease is held; from then on it is kept. Throws [KubernetesClientException] when the lease is
    /// forbidden to this operator.
    public void await() throws InterruptedException {
        while (!attempt()) {
            long millis = terms.retryPeriod().toMillis();
            Thread.sleep(millis + ThreadLocalRandom.current().nextLong(millis));
        }
        LOG.atInfo().addKeyValue("identity", terms.identity()).log("leading");
        Thread.ofPlatform().daemon().name("lease-renewal").start(this::renew);
        Thread.ofPlatform().daemon().name("lease-deadline").start(this::watchDeadline);
    }

    private synchronized boolean attempt() {
        if (state == State.ENDED) {
            return false;
        }
        long before = System.nanoTime();
        try {
            return switch (claim.attempt()) {
                case Outcome.Held _ -> {
                    heldSince = before;
                    state = State.LEADING;
                    yield true;
                }
                case Outcome.HeldByAnother(String holder) -> {
                    standBy(holder);
                    yield false;
                }
            };
        } catch (KubernetesClientException e) {
            if (e.getCode() == FORBIDDEN && state == State.SEEKING) {
                throw e;
            }
            if (e.getCode() == CONFLICT) {
                LOG.debug("another was faster to write the lease");
            } else {
                LOG.atWarn().addKeyValue("error", e.getMessage()).log("the lease could not be asked for");
            }
            return false;
        }
    }

    private void standBy(String holder) {
        if (state == State.LEADING) {
            lose("held by " + holder);
        } else if (state == State.SEEKING) {
            LOG.atInfo().addKeyValue("holder", holder).log("standing by");
            state = State.STANDING_BY;
        }
    }

    private void renew() {
        try {
            while (isLeading()) {
                Thread.sleep(terms.retryPeriod());
                attempt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watchDeadline() {
        try {
            while (isLeading()) {
                if (System.nanoTime() - heldSince > terms.renewDeadline().toNanos()) {
                    lose("not renewed for " + terms.renewDeadline().toSeconds() + " s");
                }
                Thread.sleep(LOOK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lose(String why) {
        LOG.atError().addKeyValue("reason", why).log("the lease is lost");
        state = State.ENDED;
        lost.run();
    }

    /// Gives the lease back where it is held.
    @Override
    public void close() {
        try (store) {
            release();
        }
    }

    private synchronized void release() {
        boolean held = isLeading();
        state = State.ENDED;
        if (held) {
            try {
                claim.release();
            } catch (KubernetesClientException e) {
                LOG.atWarn().addKeyValue("error", e.getMessage()).log("the lease could not be given back");
            }
        }
    }
}
