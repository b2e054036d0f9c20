package dev.roadstead.operator.leadership;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.util.Optional;

/// Where the Lease stands. Every method throws when the API server refuses or does not answer.
interface LeaseStore {
    Optional<Lease> read();

    /// Fails when there is one.
    void create(Lease lease);

    /// Fails when it is no longer of the resource version that `lease` has.
    void replace(Lease lease);
}
