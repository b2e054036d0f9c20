package dev.roadstead.crd;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/// Where metadata is kept: at most one member; none means embedded. The schema has no default, for a default that is
/// stored stands beside the member that a later apply sets.
@ApiObject
@ValidationRule(
        value = "!has(self.embedded) || !has(self.postgresql)",
        message = "spec.database must hold at most one of embedded, postgresql")
public record DatabaseSpec(
        @JsonPropertyDescription("SQLite beside the blobs, for one replica.") @Nullable
        Embedded embedded,

        @JsonPropertyDescription("A PostgreSQL database, for any number of replicas.") @Nullable
        Postgresql postgresql) {

    @ApiObject
    public record Embedded() {}

    @ApiObject
    public record Postgresql(
            @JsonPropertyDescription("Host of the server.") @Required @Size(min = 1, max = 253)
            String host,

            @JsonPropertyDescription("Port of the server.") @Default("5432") @Min(1) @Max(65535) @Nullable
            Integer port,

            @JsonPropertyDescription("Name of the database.") @Required @Size(min = 1, max = 63)
            String database,

            @JsonPropertyDescription("Secret of this namespace with the keys username and password.") @Required
            ObjectReference credentialsSecretRef,

            @JsonPropertyDescription("How the connection is secured.") @Nullable
            Tls tls) {}

    @ApiObject
    public record Tls(
            @JsonPropertyDescription("Verify (the default) checks certificate and host name; Disable uses plain TCP.")
            @Default("Verify")
            @Nullable
            Mode mode,

            @JsonPropertyDescription("Secret of this namespace whose ca.crt the server's certificate chains to.")
            @Nullable
            ObjectReference caSecretRef) {

        public enum Mode {
            Verify,
            Disable
        }
    }
}
