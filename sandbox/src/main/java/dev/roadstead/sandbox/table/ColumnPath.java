package dev.roadstead.sandbox.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The JSONPath of a printer column: fields, positions, `[*]` and filters such as `[?(@.type=="Ready")]`.
final class ColumnPath {

    private static final Pattern STEP =
            Pattern.compile("\\.?(?:\\['([^']*)'\\]|\\[\"([^\"]*)\"\\]|\\[(-?\\d+)\\]|\\[(\\*)\\]"
                    + "|\\[\\?\\((.+?)\\)\\]|((?:[^.\\[\\]\\\\]|\\\\.)+))");
    private static final Pattern FILTER =
            Pattern.compile("\\s*@((?:\\.[^\\s=!<>]+)?)\\s*(?:(==|!=|<=|>=|<|>)\\s*(.+?))?\\s*");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final List<Function<JsonNode, List<JsonNode>>> steps;

    private ColumnPath(List<Function<JsonNode, List<JsonNode>>> steps) {
        this.steps = steps;
    }

    /// A path that cannot be read finds nothing.
    static ColumnPath parse(String text) {
        List<Function<JsonNode, List<JsonNode>>> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(text);
        int end = 0;
        while (end < text.length() && !text.substring(end).equals(".")) {
            if (!matcher.find(end) || matcher.start() != end) {
                return new ColumnPath(List.of(_ -> List.of()));
            }
            steps.add(step(matcher));
            end = matcher.end();
        }
        return new ColumnPath(steps);
    }

    private static Function<JsonNode, List<JsonNode>> step(Matcher step) {
        if (step.group(3) != null) {
            int position = Integer.parseInt(step.group(3));
            return node -> present(node.path(position < 0 ? node.size() + position : position));
        }
        if (step.group(4) != null) {
            return ColumnPath::children;
        }
        if (step.group(5) != null) {
            Predicate<JsonNode> filter = filter(step.group(5));
            return node -> children(node).stream().filter(filter).toList();
        }
        String quoted = step.group(1) != null ? step.group(1) : step.group(2);
        String name = quoted != null ? quoted : step.group(6).replaceAll("\\\\(.)", "$1");
        return name.equals("*") ? ColumnPath::children : node -> present(node.path(name));
    }

    private static List<JsonNode> present(JsonNode node) {
        return node.isMissingNode() ? List.of() : List.of(node);
    }

    private static List<JsonNode> children(JsonNode node) {
        List<JsonNode> children = new ArrayList<>();
        node.forEach(children::add);
        return children;
    }

    private static Predicate<JsonNode> filter(String text) {
        Matcher filter = FILTER.matcher(text);
        if (!filter.matches()) {
            return _ -> false;
        }
        ColumnPath path = parse(filter.group(1));
        String operator = filter.group(2);
        if (operator == null) {
            return node -> path.first(node).isPresent();
        }
        JsonNode wanted = literal(filter.group(3));
        return node -> path.first(node)
                .map(found -> holds(compare(found, wanted), operator))
                .orElse(false);
    }

    private static JsonNode literal(String text) {
        try {
            return MAPPER.readTree(text.startsWith("'") ? '"' + text.substring(1, text.length() - 1) + '"' : text);
        } catch (JsonProcessingException noLiteral) {
            return TextNode.valueOf(text);
        }
    }

    private static int compare(JsonNode found, JsonNode wanted) {
        return found.isNumber() && wanted.isNumber()
                ? found.decimalValue().compareTo(wanted.decimalValue())
                : found.asText().compareTo(wanted.asText());
    }

    private static boolean holds(int order, String operator) {
        return switch (operator) {
            case "==" -> order == 0;
            case "!=" -> order != 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    /// The first value that the path leads to.
    Optional<JsonNode> first(JsonNode root) {
        List<JsonNode> nodes = List.of(root);
        for (Function<JsonNode, List<JsonNode>> step : steps) {
            nodes = nodes.stream().flatMap(node -> step.apply(node).stream()).toList();
        }
        return nodes.stream().filter(node -> !node.isNull()).findFirst();
    }
}
