package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.store.Meta;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A label selector in its text form: `a=b,c!=d,e in (f,g),h notin (i),j,!k`.
record LabelSelector(List<Requirement> requirements) implements Predicate<ObjectNode> {

    private static final String KEY = "([A-Za-z0-9]([-A-Za-z0-9_./]*[A-Za-z0-9])?)";
    private static final Pattern SET = Pattern.compile("\\s*" + KEY + "\\s+(in|notin)\\s*\\(([^)]*)\\)\\s*");
    private static final Pattern EQUALITY = Pattern.compile("\\s*" + KEY + "\\s*(!=|==|=)\\s*([-A-Za-z0-9_.]*)\\s*");
    private static final Pattern ABSENT = Pattern.compile("\\s*!\\s*" + KEY + "\\s*");
    private static final Pattern PRESENT = Pattern.compile("\\s*" + KEY + "\\s*");

    /// One requirement; `values` is empty for presence and absence.
    record Requirement(String key, Operator operator, Set<String> values) {

        boolean test(Map<String, String> labels) {
            String value = labels.get(key);
            return switch (operator) {
                case IN -> value != null && values.contains(value);
                case NOT_IN -> value == null || !values.contains(value);
                case PRESENT -> value != null;
                case ABSENT -> value == null;
            };
        }
    }

    enum Operator {
        IN,
        NOT_IN,
        PRESENT,
        ABSENT
    }

    static LabelSelector parse(String text) {
        List<Requirement> requirements = new ArrayList<>();
        for (String part : parts(text)) {
            requirements.add(requirement(text, part));
        }
        return new LabelSelector(requirements);
    }

    private static Requirement requirement(String text, String part) {
        Matcher set = SET.matcher(part);
        if (set.matches()) {
            Set<String> values = new TreeSet<>();
            for (String value : set.group(4).split(",", -1)) {
                values.add(value.trim());
            }
            return new Requirement(set.group(1), set.group(3).equals("in") ? Operator.IN : Operator.NOT_IN, values);
        }
        Matcher equality = EQUALITY.matcher(part);
        if (equality.matches()) {
            Operator operator = equality.group(3).equals("!=") ? Operator.NOT_IN : Operator.IN;
            return new Requirement(equality.group(1), operator, Set.of(equality.group(4)));
        }
        Matcher absent = ABSENT.matcher(part);
        if (absent.matches()) {
            return new Requirement(absent.group(1), Operator.ABSENT, Set.of());
        }
        Matcher present = PRESENT.matcher(part);
        if (present.matches()) {
            return new Requirement(present.group(1), Operator.PRESENT, Set.of());
        }
        throw Failures.badRequest("unable to parse requirement: \"" + part.trim() + "\" in the label selector \"" + text
                + "\" is none of key=value, key!=value, key in (a,b), key notin (a,b), key, !key");
    }

    /// Splits at commas outside parentheses.
    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(text.substring(from, i));
                from = i + 1;
            }
        }
        if (!text.isBlank()) {
            parts.add(text.substring(from));
        }
        return parts;
    }

    boolean isEmpty() {
        return requirements.isEmpty();
    }

    @Override
    public boolean test(ObjectNode object) {
        if (requirements.isEmpty()) {
            return true;
        }
        Map<String, String> labels = Meta.labels(object);
        return requirements.stream().allMatch(requirement -> requirement.test(labels));
    }
}
