package dev.roadstead.sandbox.schema;

import java.util.Optional;
import java.util.regex.Pattern;

/// The forms of names in Kubernetes and what is said of those that break them.
final class Names {

    static final String DNS_1035 = "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start"
            + " with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123',"
            + " regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";

    private static final Pattern LABEL = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");
    private static final String SUBDOMAIN = "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";
    private static final Pattern SUBDOMAIN_PATTERN = Pattern.compile(SUBDOMAIN);

    private Names() {}

    /// Why the text is no DNS-1035 label; empty if it is one.
    static Optional<String> whyNoLabel(String text) {
        if (text.length() > 63) {
            return Optional.of("must be no more than 63 bytes");
        }
        return LABEL.matcher(text).matches() ? Optional.empty() : Optional.of(DNS_1035);
    }

    /// Why the text is no DNS-1123 subdomain; empty if it is one.
    static Optional<String> whyNoSubdomain(String text) {
        if (text.length() > 253) {
            return Optional.of("must be no more than 253 bytes");
        }
        return SUBDOMAIN_PATTERN.matcher(text).matches()
                ? Optional.empty()
                : Optional.of("a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-'"
                        + " or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex"
                        + " used for validation is '" + SUBDOMAIN + "')");
    }
}
