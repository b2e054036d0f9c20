package dev.roadstead.registry.http;

import dev.roadstead.oci.ErrorCode;
import dev.roadstead.oci.OciException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The target of a request line, percent-decoded exactly once (RFC 9112, section 3.2).
///
/// @param path begins with a slash
record RequestTarget(String path, Map<String, List<String>> query) {
    private static final int MAX_PARAMETERS = 200;

    RequestTarget {
        query = Map.copyOf(query);
    }

    /// Throws [OciException] with status 400.
    static RequestTarget parse(String target, String host) {
        String local = withoutAuthority(target, host);
        if (!local.startsWith("/")) {
            throw invalid("the request target must begin with a slash");
        }
        int question = local.indexOf('?');
        String rawPath = question < 0 ? local : local.substring(0, question);
        if (rawPath.toLowerCase(Locale.ROOT).contains("%2f")) {
            throw invalid("a slash in a name must not be percent-encoded");
        }
        String path = decode(rawPath);
        return new RequestTarget(path, question < 0 ? Map.of() : parameters(local.substring(question + 1)));
    }

    /// A proxy's form, `http://host/path`, is taken only for the host that the request names anyway.
    private static String withoutAuthority(String target, String host) {
        for (String scheme : List.of("http://", "https://")) {
            if (target.regionMatches(true, 0, scheme, 0, scheme.length())) {
                String rest = target.substring(scheme.length());
                int slash = rest.indexOf('/');
                String authority = slash < 0 ? rest : rest.substring(0, slash);
                if (!authority.equalsIgnoreCase(host)) {
                    throw invalid("the request target names another host than the Host field");
                }
                return slash < 0 ? "/" : rest.substring(slash);
            }
        }
        return target;
    }

    /// A plus is a plus, as RFC 3986 has it: media types hold them, and no parameter of ours holds a space.
    private static Map<String, List<String>> parameters(String query) {
        Map<String, List<String>> parameters = new HashMap<>();
        int count = 0;
        for (String pair : query.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            if (++count > MAX_PARAMETERS) {
                throw invalid("more than " + MAX_PARAMETERS + " query parameters");
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            parameters.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
        }
        parameters.replaceAll((_, values) -> List.copyOf(values));
        return parameters;
    }

    private static String decode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                boolean complete = i + 2 < text.length();
                int high = complete ? Character.digit(text.charAt(i + 1), 16) : -1;
                int low = complete ? Character.digit(text.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    throw invalid("malformed percent-encoding");
                }
                bytes.write((high << 4) | low);
                i += 2;
            } else if (c > 0x20 && c < 0x7f) {
                bytes.write(c);
            } else {
                throw invalid("the request target must be printable ASCII");
            }
        }
        return utf8(bytes.toByteArray());
    }

    private static String utf8(byte[] bytes) {
        for (byte b : bytes) {
            if (b >= 0 && (b < 0x20 || b == 0x7f)) {
                throw invalid("the request target holds a control character");
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw invalid("the request target is not UTF-8");
        }
    }

    private static OciException invalid(String message) {
        return OciException.of(ErrorCode.NAME_INVALID, message);
    }
}
