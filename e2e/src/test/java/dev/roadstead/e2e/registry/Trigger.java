package dev.roadstead.e2e.registry;

import dev.roadstead.e2e.registry.load.RegistryClient;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Tells when the clients have sent so many requests.
final class Trigger implements RegistryClient.Listener {
    private final AtomicInteger left;
    private final CountDownLatch due = new CountDownLatch(1);

    Trigger(int requests) {
        this.left = new AtomicInteger(requests);
    }

    @Override
    public void sending() {
        if (left.decrementAndGet() == 0) {
            due.countDown();
        }
    }

    /// False when they did not within three minutes.
    boolean await() throws InterruptedException {
        return due.await(3, TimeUnit.MINUTES);
    }
}
