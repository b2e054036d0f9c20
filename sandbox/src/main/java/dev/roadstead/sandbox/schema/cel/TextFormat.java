package dev.roadstead.sandbox.schema.cel;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.NullValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// `'%s has %d'.format([name, count])`
final class TextFormat {

    private final String form;
    private final List<?> arguments;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private int used;

    private TextFormat(String form, List<?> arguments) {
        this.form = form;
        this.arguments = arguments;
    }

    static String format(String form, List<?> arguments) {
        TextFormat run = new TextFormat(form, arguments);
        while (run.at < form.length()) {
            run.step();
        }
        return run.out.toString();
    }

    private void step() {
        char c = form.charAt(at++);
        if (c != '%') {
            out.append(c);
            return;
        }
        int precision = precision();
        char verb = next();
        out.append(verb == '%' ? "%" : text(verb, precision, argument()));
    }

    private char next() {
        if (at >= form.length()) {
            throw new IllegalArgumentException("unexpected end of format string");
        }
        return form.charAt(at++);
    }

    private int precision() {
        if (at >= form.length() || form.charAt(at) != '.') {
            return 6;
        }
        int start = ++at;
        while (at < form.length() && Character.isDigit(form.charAt(at))) {
            at++;
        }
        return Integer.parseInt(form.substring(start, at));
    }

    private Object argument() {
        if (used >= arguments.size()) {
            throw new IllegalArgumentException("index " + used + " out of range");
        }
        return arguments.get(used++);
    }

    private static String text(char verb, int precision, Object value) {
        return switch (verb) {
            case 's' -> plain(value);
            case 'd' -> whole(value, 10);
            case 'b' -> value instanceof Boolean flag ? (flag ? "1" : "0") : whole(value, 2);
            case 'o' -> whole(value, 8);
            case 'x' -> hex(value);
            case 'X' -> hex(value).toUpperCase(Locale.ROOT);
            case 'f' -> String.format(Locale.ROOT, "%." + precision + "f", number(value));
            case 'e' -> String.format(Locale.ROOT, "%." + precision + "e", number(value));
            default -> throw new IllegalArgumentException("unrecognized formatting clause \"" + verb + "\"");
        };
    }

    private static String whole(Object value, int radix) {
        return switch (value) {
            case Long number -> Long.toString(number, radix);
            case UnsignedLong number -> number.toString(radix);
            case Double number when radix == 10 -> plain(number);
            default ->
                throw new IllegalArgumentException("decimal clause can only be used on integers, was given "
                        + value.getClass().getSimpleName());
        };
    }

    private static String hex(Object value) {
        return value instanceof String text
                ? HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8))
                : whole(value, 16);
    }

    private static Double number(Object value) {
        return switch (value) {
            case Double number -> number;
            case Long number -> number.doubleValue();
            default ->
                throw new IllegalArgumentException("fixed-point clause can only be used on doubles, was given "
                        + value.getClass().getSimpleName());
        };
    }

    /// A value inside a list or map.
    private static String quoted(Object value) {
        return value instanceof String text ? '"' + text + '"' : plain(value);
    }

    private static String plain(Object value) {
        return switch (value) {
            case Double number
            when number == Math.rint(number) && Math.abs(number) < 1e15 -> Long.toString(number.longValue());
            case NullValue _ -> "null";
            case List<?> list -> list.stream().map(TextFormat::quoted).collect(Collectors.joining(", ", "[", "]"));
            case Map<?, ?> map -> {
                Map<String, String> sorted = new TreeMap<>();
                map.forEach((key, each) -> sorted.put(quoted(key), quoted(each)));
                yield sorted.entrySet().stream()
                        .map(entry -> entry.getKey() + ":" + entry.getValue())
                        .collect(Collectors.joining(", ", "{", "}"));
            }
            case Duration duration -> plain(duration.toNanos() / 1e9) + "s";
            default -> String.valueOf(value);
        };
    }
}
