package dev.roadstead.sandbox.schema.cel;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A compiled expression. Safe for use by many threads.
public final class Expression {

    private static final Pattern POSITION = Pattern.compile("(evaluation error(?: at <input>:\\d+)?: )+");
    private static final Pattern NO_KEY = Pattern.compile("key '(.*)' is not present in map\\.");
    private static final Pattern RANGE = Pattern.compile("substring failure: Range \\[\\d+, (\\d+)\\) out of bounds");
    private static final Pattern IN_FUNCTION = Pattern.compile("Function '[^']*' failed with arg\\(s\\) '.*'");

    private final CelRuntime.Program program;
    private final boolean usesOldSelf;

    Expression(CelRuntime.Program program, boolean usesOldSelf) {
        this.program = program;
        this.usesOldSelf = usesOldSelf;
    }

    public boolean usesOldSelf() {
        return usesOldSelf;
    }

    /// The value of the expression.
    ///
    /// @throws ExpressionException if it has none: a key is missing, a number is divided by zero
    public Object evaluate(Map<String, Object> variables) throws ExpressionException {
        try {
            return program.eval(variables);
        } catch (CelEvaluationException failure) {
            throw new ExpressionException(reason(failure));
        }
    }

    /// The words of the Go implementation, which kube-apiserver shows.
    private static String reason(CelEvaluationException failure) {
        String message = POSITION.matcher(String.valueOf(failure.getMessage())).replaceFirst("");
        Matcher noKey = NO_KEY.matcher(message);
        if (noKey.matches()) {
            return "no such key: " + noKey.group(1);
        }
        if (failure.getErrorCode() == CelErrorCode.ATTRIBUTE_NOT_FOUND) {
            return "no such key: " + message;
        }
        if (message.startsWith("No matching overload")) {
            return "no such overload";
        }
        if (message.equals("/ by zero")) {
            return "division by zero";
        }
        if (message.startsWith("Index out of bounds")) {
            return "index" + message.substring("Index".length());
        }
        if (message.equals("long overflow") || message.equals("integer overflow")) {
            return "integer overflow";
        }
        Matcher range = RANGE.matcher(message);
        if (range.matches()) {
            return "index out of range: " + range.group(1);
        }
        if (message.startsWith("Text '")) {
            return "type conversion error from 'string' to 'google.protobuf.Timestamp'";
        }
        if (IN_FUNCTION.matcher(message).lookingAt() && failure.getCause() != null) {
            Throwable cause = failure.getCause();
            return String.valueOf(
                    cause.getCause() == null
                            ? cause.getMessage()
                            : cause.getCause().getMessage());
        }
        return message;
    }
}
