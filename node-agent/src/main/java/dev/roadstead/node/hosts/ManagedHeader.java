package dev.roadstead.node.hosts;

import dev.roadstead.oci.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The first line of a file of ours. It holds the hash of all that follows, so that an edited file is not taken for
/// ours.
public record ManagedHeader(long generation, String bodySha256, String mirror) {
    private static final Pattern LINE = Pattern.compile(
            "# managed-by: roadstead gen=([0-9]{1,18}) body-sha256=([0-9a-f]{64}) mirror=([a-z0-9.-]{1,253}) .*");
    private static final String ADVICE = "do not edit; roadstead node explain says what it does";

    public static ManagedHeader of(long generation, String mirror, String body) {
        return new ManagedHeader(generation, sha256(body), mirror);
    }

    /// The header of a whole file, when it has one and the rest of the file is what the header says.
    public static Optional<ManagedHeader> ofOurs(String file) {
        int end = file.indexOf('\n');
        if (end < 0) {
            return Optional.empty();
        }
        Matcher line = LINE.matcher(file.substring(0, end));
        if (!line.matches() || !line.group(2).equals(sha256(file.substring(end + 1)))) {
            return Optional.empty();
        }
        return Optional.of(new ManagedHeader(Long.parseLong(line.group(1)), line.group(2), line.group(3)));
    }

    public static String sha256(String text) {
        return Digest.sha256(text.getBytes(StandardCharsets.UTF_8)).hex();
    }

    public String line() {
        return "# managed-by: roadstead gen=" + generation + " body-sha256=" + bodySha256 + " mirror=" + mirror + " "
                + ADVICE + "\n";
    }
}
