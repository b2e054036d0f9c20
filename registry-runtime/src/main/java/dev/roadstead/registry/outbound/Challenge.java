package dev.roadstead.registry.outbound;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A `WWW-Authenticate` field (RFC 9110, section 11.6.1), as registries send it: one scheme with parameters.
///
/// @param scheme lower-case
/// @param parameters by lower-case name
record Challenge(String scheme, Map<String, String> parameters) {
    private static final Pattern PARAMETER =
            Pattern.compile("([A-Za-z_]{1,40})=(?:\"([^\"]{0,4096})\"|([^\\s,\"]{1,4096}))");

    Challenge {
        parameters = Map.copyOf(parameters);
    }

    static Challenge parse(String field) {
        int space = field.indexOf(' ');
        String scheme = space < 0 ? field : field.substring(0, space);
        Map<String, String> parameters = new HashMap<>();
        if (space > 0) {
            Matcher matcher = PARAMETER.matcher(field.substring(space + 1));
            while (matcher.find()) {
                String value = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
                parameters.putIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), value);
            }
        }
        return new Challenge(scheme.toLowerCase(Locale.ROOT), parameters);
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }
}
