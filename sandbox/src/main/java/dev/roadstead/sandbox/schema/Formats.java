package dev.roadstead.sandbox.schema;

import com.google.re2j.Pattern;
import dev.roadstead.sandbox.schema.cel.DateTimes;
import dev.roadstead.sandbox.schema.cel.Durations;
import dev.roadstead.sandbox.schema.cel.IpAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.function.Predicate;

/// The values of `format` that kube-apiserver enforces. Others mean nothing.
final class Formats {

    private static final String HEX = "[0-9a-f]";
    private static final String SHORT_NAME = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";

    private static final Map<String, Predicate<String>> BY_NAME = Map.ofEntries(
            Map.entry("uri", Formats::isUri),
            Map.entry("email", matching("[^@\\s<>]+@[^@\\s<>]+|[^<>]*<[^@\\s<>]+@[^@\\s<>]+>")),
            Map.entry("hostname", Formats::isHostname),
            Map.entry(
                    "ipv4", text -> text.contains(".") && IpAddress.parse(text).isPresent()),
            Map.entry(
                    "ipv6", text -> text.contains(":") && IpAddress.parse(text).isPresent()),
            Map.entry("cidr", text -> IpAddress.Network.parse(text).isPresent()),
            Map.entry(
                    "mac",
                    matching("(?i)(" + HEX + "{2}[:-]){5}(" + HEX + "{2})(([:-]" + HEX + "{2}){2})?" + "|(" + HEX
                            + "{4}\\.){2,3}" + HEX + "{4}")),
            Map.entry("uuid", uuid("", "")),
            Map.entry("uuid3", uuid("3", "")),
            Map.entry("uuid4", uuid("4", "[89ab]")),
            Map.entry("uuid5", uuid("5", "[89ab]")),
            Map.entry("hexcolor", matching("#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")),
            Map.entry(
                    "byte", matching("(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})")),
            Map.entry("date", DateTimes::isDate),
            Map.entry("duration", text -> Durations.parse(text).isPresent()),
            Map.entry("datetime", DateTimes::isDateTime),
            Map.entry(
                    "k8sshortname",
                    text -> text.length() <= 63 && matching(SHORT_NAME).test(text)),
            Map.entry(
                    "k8slongname",
                    text -> text.length() <= 253
                            && matching(SHORT_NAME + "(\\." + SHORT_NAME + ")*").test(text)));

    private Formats() {}

    static boolean isValid(String format, String text) {
        Predicate<String> check = BY_NAME.get(format.replace("-", ""));
        return check == null || check.test(text);
    }

    private static Predicate<String> matching(String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        return text -> compiled.matcher(text).matches();
    }

    private static Predicate<String> uuid(String version, String variant) {
        String third = version.isEmpty() ? HEX + "{4}" : version + HEX + "{3}";
        String fourth = variant.isEmpty() ? HEX + "{4}" : variant + HEX + "{3}";
        return matching("(?i)" + HEX + "{8}-?" + HEX + "{4}-?" + third + "-?" + fourth + "-?" + HEX + "{12}");
    }

    private static boolean isUri(String text) {
        try {
            URI uri = new URI(text);
            return uri.isAbsolute() || text.startsWith("/");
        } catch (URISyntaxException invalid) {
            return false;
        }
    }

    private static boolean isHostname(String text) {
        Predicate<String> pattern = matching("([a-zA-Z0-9\\p{S}\\p{L}]((-?[a-zA-Z0-9\\p{S}\\p{L}]{0,62})?)"
                + "|([a-zA-Z0-9\\p{S}\\p{L}](([a-zA-Z0-9-\\p{S}\\p{L}]{0,61}[a-zA-Z0-9\\p{S}\\p{L}])?)(\\.))+"
                + "([a-zA-Z\\p{L}]){2,63})");
        if (text.length() > 255 || !pattern.test(text)) {
            return false;
        }
        for (String label : text.split("\\.", -1)) {
            if (label.length() > 63) {
                return false;
            }
        }
        return true;
    }
}
