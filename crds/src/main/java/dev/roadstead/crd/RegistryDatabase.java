package dev.roadstead.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/// Where metadata is stored: at most one component is set, none means embedded.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!(has(self.embedded) && has(self.postgresql))",
        message = "set at most one of database.embedded and database.postgresql")
public record RegistryDatabase(
        @JsonPropertyDescription("SQLite beside the blobs, or on a volume of its own where blobs are in a bucket.")
        @Nullable Embedded embedded,

        @JsonPropertyDescription("A PostgreSQL database that you run.") @Nullable Postgresql postgresql) {

    /// SQLite; it has nothing to set.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Embedded() {}

    /// A PostgreSQL database.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Postgresql(
            @JsonPropertyDescription("Host name or address of the server.")
            @Required
            @Size(min = 1, max = Api.HOST_LENGTH)
            @Pattern(Api.HOST_NAME)
            String host,

            @JsonPropertyDescription("Port of the server.") @Default("5432") @Min(1) @Max(65_535)
            @Nullable Integer port,

            @JsonPropertyDescription("Name of the database; it must exist.") @Default("roadstead") @Size(min = 1, max = 63)
            @Nullable String database,

            @JsonPropertyDescription("Secret with keys username and password.") @Required
            ObjectReference credentialsSecretRef,

            @JsonPropertyDescription("How the connection is protected.") @Nullable PostgresqlTls tls,

            @JsonPropertyDescription("Connections that each replica opens at most.") @Default("10") @Min(2) @Max(500)
            @Nullable Integer maxConnections) {}

    /// How the connection to PostgreSQL is protected.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PostgresqlTls(
            @JsonPropertyDescription("VerifyFull checks the server's certificate and name, VerifyCA the certificate"
                    + " only, Require neither; Disable sends passwords and data in the clear.")
            @Default("VerifyFull")
            @Nullable Mode mode,

            @JsonPropertyDescription("Secret with key ca.crt: certificates that the server's must chain to. Absent means"
                    + " the system's.")
            @Nullable ObjectReference caSecretRef) {

        /// Constants are spelled as users write them.
        public enum Mode {
            VerifyFull,
            VerifyCA,
            Require,
            Disable
        }
    }
}
