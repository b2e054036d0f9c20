package dev.roadstead.e2e.registry.load;

import dev.roadstead.oci.Digest;
import java.net.http.HttpHeaders;
import java.util.OptionalLong;
import java.util.Set;

/// What can be seen of a registry.
interface Observation {
    /// The digest of the bytes that come, or [Thing#ABSENT]; what is neither is said in words.
    String value(Thing thing);

    /// Where an upload is; empty if there is none.
    OptionalLong offset(OpenUpload upload);

    Set<String> tags(String repository);

    Set<Digest> referrers(String repository, Digest subject);

    /// An upload's answer says `0-0` of one byte and of none.
    static long offset(HttpHeaders headers) {
        String range = headers.firstValue("Range").orElse("0-0");
        long last = Long.parseLong(range.substring(range.indexOf('-') + 1));
        return last == 0 ? 0 : last + 1;
    }
}
