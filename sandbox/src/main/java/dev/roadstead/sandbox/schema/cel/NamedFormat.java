package dev.roadstead.sandbox.schema.cel;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// A form of text by name (`format.dns1123Label()`), with what is said of texts that break it.
record NamedFormat(String name, Function<String, List<String>> faults) {

    private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final String OLD_LABEL = "[a-z]([-a-z0-9]*[a-z0-9])?";
    private static final String QUALIFIED = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
    private static final String LABEL_FAULT = "a lowercase RFC 1123 label must consist of lower case alphanumeric"
            + " characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc',"
            + " regex used for validation is '" + LABEL + "')";
    private static final String SUBDOMAIN_FAULT =
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric"
                    + " characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex"
                    + " used for validation is '" + LABEL + "(\\." + LABEL + ")*')";
    private static final String OLD_LABEL_FAULT =
            "a DNS-1035 label must consist of lower case alphanumeric characters or"
                    + " '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or"
                    + " 'abc-123', regex used for validation is '" + OLD_LABEL + "')";
    private static final String VALUE_FAULT = "a valid label must be an empty string or consist of alphanumeric"
            + " characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or"
            + " 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
    private static final String QUALIFIED_FAULT =
            "name part must consist of alphanumeric characters, '-', '_' or '.', and"
                    + " must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex"
                    + " used for validation is '" + QUALIFIED + "')";

    static final Map<String, NamedFormat> ALL = all();

    private static Map<String, NamedFormat> all() {
        Map<String, NamedFormat> all = new LinkedHashMap<>();
        add(all, "dns1123Label", form(LABEL, 63, LABEL_FAULT));
        add(all, "dns1123Subdomain", form(LABEL + "(\\." + LABEL + ")*", 253, SUBDOMAIN_FAULT));
        add(all, "dns1035Label", form(OLD_LABEL, 63, OLD_LABEL_FAULT));
        add(all, "dns1123LabelPrefix", prefix(all, "dns1123Label"));
        add(all, "dns1123SubdomainPrefix", prefix(all, "dns1123Subdomain"));
        add(all, "dns1035LabelPrefix", prefix(all, "dns1035Label"));
        add(all, "qualifiedName", text -> qualifiedName(all, text));
        add(all, "labelValue", form("(" + QUALIFIED + ")?", 63, VALUE_FAULT));
        add(
                all,
                "uri",
                text -> Url.parse(text).isPresent()
                        ? List.of()
                        : List.of("parse \"" + text + "\": invalid URI for request"));
        add(
                all,
                "uuid",
                form("(?i)[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}", 100, "does not match the UUID format"));
        add(
                all,
                "byte",
                form(
                        "([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})",
                        Integer.MAX_VALUE, "invalid base64"));
        add(all, "date", text -> DateTimes.isDate(text) ? List.of() : List.of("invalid date"));
        add(all, "datetime", text -> DateTimes.isDateTime(text) ? List.of() : List.of("invalid datetime"));
        return all;
    }

    private static void add(Map<String, NamedFormat> all, String name, Function<String, List<String>> faults) {
        all.put(name, new NamedFormat(name, faults));
    }

    List<String> faultsOf(String text) {
        return faults.apply(text);
    }

    private static Function<String, List<String>> form(String pattern, int mostBytes, String fault) {
        Pattern compiled = Pattern.compile(pattern);
        return text -> {
            List<String> faults = new ArrayList<>();
            if (text.length() > mostBytes) {
                faults.add("must be no more than " + mostBytes + " bytes");
            }
            if (!compiled.matcher(text).matches()) {
                faults.add(fault);
            }
            return faults;
        };
    }

    /// A prefix may end in a dash, as something is put behind it.
    private static Function<String, List<String>> prefix(Map<String, NamedFormat> all, String whole) {
        NamedFormat format = all.getOrDefault(whole, new NamedFormat(whole, _ -> List.of()));
        return text -> format.faultsOf(text.endsWith("-") ? text.substring(0, text.length() - 1) + "a" : text);
    }

    private static List<String> qualifiedName(Map<String, NamedFormat> all, String text) {
        List<String> faults = new ArrayList<>();
        String[] parts = text.split("/", -1);
        if (parts.length > 2) {
            return List.of(
                    "a qualified name must consist of alphanumeric characters, '-', '_' or '.', with an optional DNS"
                            + " subdomain prefix and '/' (e.g. 'example.com/MyName')");
        }
        if (parts.length == 2) {
            NamedFormat subdomain = all.getOrDefault("dns1123Subdomain", new NamedFormat("", _ -> List.of()));
            (parts[0].isEmpty() ? List.of("must be non-empty") : subdomain.faultsOf(parts[0]))
                    .forEach(fault -> faults.add("prefix part " + fault));
        }
        String name = parts[parts.length - 1];
        if (name.isEmpty()) {
            faults.add("name part must be non-empty");
        } else {
            faults.addAll(form(QUALIFIED, 63, QUALIFIED_FAULT).apply(name));
        }
        return faults;
    }
}
