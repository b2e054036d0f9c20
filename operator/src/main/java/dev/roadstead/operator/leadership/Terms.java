package dev.roadstead.operator.leadership;

import java.time.Duration;

/// The rules of the lease, as client-go has them.
///
/// @param identity of this process, and of no other
/// @param lease how long others wait for a holder that does not renew
/// @param renewDeadline how long a holder goes on without having renewed; shorter than `lease`, so that it has ended
/// before the next one starts
/// @param retryPeriod between two looks at the lease
public record Terms(
        String namespace, String name, String identity, Duration lease, Duration renewDeadline, Duration retryPeriod) {

    public static Terms of(String namespace, String name, String identity) {
        return new Terms(
                namespace, name, identity, Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(2));
    }
}
