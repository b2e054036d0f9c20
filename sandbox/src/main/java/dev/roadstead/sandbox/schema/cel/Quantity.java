package dev.roadstead.sandbox.schema.cel;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An amount as Kubernetes writes it: `1Gi`, `500m`, `1.5e3`. Amounts are equal when their values are.
public record Quantity(BigDecimal value) implements Comparable<Quantity> {

    private static final Pattern FORM =
            Pattern.compile("([-+]?(?:\\d+\\.?\\d*|\\.\\d+))(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]|[eE][-+]?\\d+)?");

    private static final Map<String, Integer> DECIMAL_POWERS =
            Map.of("n", -9, "u", -6, "m", -3, "k", 3, "M", 6, "G", 9, "T", 12, "P", 15, "E", 18);

    private static final String BINARY_UNITS = "KMGTPE";

    private static final int MOST_DIGITS_OF_AN_EXPONENT = 6;

    public Quantity {
        value = value.stripTrailingZeros();
    }

    public static Optional<Quantity> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(form.group(1));
        String unit = form.group(2) == null ? "" : form.group(2);
        if (unit.endsWith("i")) {
            int power = BINARY_UNITS.indexOf(unit.charAt(0)) + 1;
            return Optional.of(
                    new Quantity(number.multiply(BigDecimal.valueOf(1024).pow(power))));
        }
        if (unit.length() > 1) {
            return unit.length() > MOST_DIGITS_OF_AN_EXPONENT
                    ? Optional.empty()
                    : Optional.of(new Quantity(number.scaleByPowerOfTen(Integer.parseInt(unit.substring(1)))));
        }
        return Optional.of(new Quantity(
                number.scaleByPowerOfTen(DECIMAL_POWERS.getOrDefault(unit, 0)).setScale(9, RoundingMode.UP)));
    }

    boolean isInteger() {
        return value.scale() <= 0 && value.toBigInteger().bitLength() < Long.SIZE;
    }

    @Override
    public int compareTo(Quantity other) {
        return value.compareTo(other.value);
    }
}
