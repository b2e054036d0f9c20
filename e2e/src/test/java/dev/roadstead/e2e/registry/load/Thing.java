package dev.roadstead.e2e.registry.load;

import dev.roadstead.oci.Digest;

/// What a client can put into a repository and look up again. Its value is a digest, or [#ABSENT].
sealed interface Thing {
    String ABSENT = "absent";

    String repository();

    record Blob(String repository, Digest digest) implements Thing {}

    record Stored(String repository, Digest manifest) implements Thing {}

    record Tagged(String repository, String tag) implements Thing {}
}
