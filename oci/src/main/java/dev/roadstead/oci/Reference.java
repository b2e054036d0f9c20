package dev.roadstead.oci;

/// The specification's `<reference>`: a tag or a digest.
public sealed interface Reference permits Tag, Reference.ByDigest {

    record ByDigest(Digest digest) implements Reference {
        @Override
        public String toString() {
            return digest.toString();
        }
    }

    /// What holds a colon is a digest (a tag cannot). Throws [OciException].
    static Reference parse(String text) {
        return text.indexOf(':') >= 0 ? new ByDigest(Digest.parse(text)) : new Tag(text);
    }
}
