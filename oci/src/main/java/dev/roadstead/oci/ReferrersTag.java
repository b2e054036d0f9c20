package dev.roadstead.oci;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Tags that attach a manifest to a subject by their name: `<algorithm>-<hex>` (distribution specification, "Referrers
/// Tag Schema"), and what cosign made before there were referrers: `<algorithm>-<hex>.sig`, `.att`, `.sbom`.
public final class ReferrersTag {
    private static final int MAX_LENGTH = 128;
    private static final List<String> COSIGN_SUFFIXES = List.of(".sig", ".att", ".sbom");
    private static final Pattern NAME = Pattern.compile("(sha256)-([0-9a-f]{64})(\\.sig|\\.att|\\.sbom)?");

    private ReferrersTag() {}

    /// The index of the subject's referrers that a client keeps which knows no referrers API.
    public static Tag fallback(Digest subject) {
        return new Tag(cut(base(subject)));
    }

    /// All tags that belong to the subject.
    public static List<Tag> of(Digest subject) {
        Stream<String> cosign = COSIGN_SUFFIXES.stream().map(suffix -> cut(base(subject) + suffix));
        return Stream.concat(Stream.of(cut(base(subject))), cosign)
                .distinct()
                .map(Tag::new)
                .toList();
    }

    /// The subject to which a tag belongs; empty for a tag of another kind, and where the name is cut.
    public static Optional<Digest> subject(Tag tag) {
        Matcher name = NAME.matcher(tag.name());
        return name.matches() ? Optional.of(Digest.parse(name.group(1) + ":" + name.group(2))) : Optional.empty();
    }

    private static String base(Digest subject) {
        return subject.algorithm().wireName() + "-" + subject.hex();
    }

    private static String cut(String name) {
        return name.substring(0, Math.min(name.length(), MAX_LENGTH));
    }
}
