package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.kind.Cause;
import dev.roadstead.sandbox.kind.Kind;
import dev.roadstead.sandbox.store.Meta;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/// The rules for names of objects and for qualified names (`example.com/name`), and how a name is made up.
final class Names {

    private static final String NAME_LETTERS = "bcdfghjklmnpqrstvwxz2456789";
    private static final int LONGEST_PREFIX = 58;
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern SUBDOMAIN =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Pattern QUALIFIED = Pattern.compile("([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");
    private static final Set<String> SHORT = Set.of("/namespaces", "/services");
    private static final String WHY_NO_LABEL =
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must"
                    + " start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex"
                    + " used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
    private static final String WHY_NO_SUBDOMAIN =
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.',"
                    + " and must start and end with an alphanumeric character (e.g. 'example.com', regex"
                    + " used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
    private static final String WHY_NO_QUALIFIED_NAME =
            " must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric"
                    + " character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is"
                    + " '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    private Names() {}

    /// A name that begins with `generateName`.
    static String generated(String generateName) {
        StringBuilder name =
                new StringBuilder(generateName.substring(0, Math.min(generateName.length(), LONGEST_PREFIX)));
        for (int i = 0; i < 5; i++) {
            name.append(NAME_LETTERS.charAt(ThreadLocalRandom.current().nextInt(NAME_LETTERS.length())));
        }
        return name.toString();
    }

    static List<Cause> check(Kind kind, ObjectNode object) {
        List<Cause> causes = new ArrayList<>();
        String prefix = Meta.text(object, "generateName");
        if (!prefix.isEmpty()) {
            faults(kind, withoutDashAtTheEnd(prefix))
                    .forEach(why -> causes.add(Cause.invalid("metadata.generateName", quoted(prefix), why)));
        }
        String name = Meta.name(object);
        faults(kind, name).forEach(why -> causes.add(Cause.invalid("metadata.name", quoted(name), why)));
        return causes;
    }

    private static String withoutDashAtTheEnd(String prefix) {
        return prefix.length() > 1 && prefix.endsWith("-") ? prefix.substring(0, prefix.length() - 2) + "a" : prefix;
    }

    private static List<String> faults(Kind kind, String name) {
        if (kind.group().equals("rbac.authorization.k8s.io")) {
            return name.equals(".") || name.equals("..") || name.contains("/") || name.contains("%")
                    ? List.of("may not be '.', '..' or contain '/' or '%'")
                    : List.of();
        }
        boolean isShort = SHORT.contains(kind.resource());
        int longest = isShort ? 63 : 253;
        List<String> faults = new ArrayList<>();
        if (name.length() > longest) {
            faults.add("must be no more than " + longest + " characters");
        }
        if (!(isShort ? LABEL : SUBDOMAIN).matcher(name).matches()) {
            faults.add(isShort ? WHY_NO_LABEL : WHY_NO_SUBDOMAIN);
        }
        return faults;
    }

    /// What keeps a text from being the key of a label, an annotation or the name of a finalizer.
    static List<String> whyNoKey(String key) {
        List<String> faults = new ArrayList<>();
        String[] parts = key.split("/", -1);
        if (parts.length > 2) {
            return List.of("a valid label key" + WHY_NO_QUALIFIED_NAME
                    + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
        }
        if (parts.length == 2) {
            if (parts[0].isEmpty()) {
                faults.add("prefix part must be non-empty");
            } else if (!SUBDOMAIN.matcher(parts[0]).matches()) {
                faults.add("prefix part " + WHY_NO_SUBDOMAIN);
            }
        }
        String name = parts[parts.length - 1];
        if (name.isEmpty()) {
            faults.add("name part must be non-empty");
        } else if (name.length() > 63) {
            faults.add("name part must be no more than 63 bytes");
        }
        if (!QUALIFIED.matcher(name).matches()) {
            faults.add("name part" + WHY_NO_QUALIFIED_NAME);
        }
        return faults;
    }

    static String quoted(String text) {
        return "\"" + text + "\"";
    }
}
