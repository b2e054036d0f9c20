package dev.roadstead.sandbox.kubelet;

import java.math.BigDecimal;
import java.util.Map;

/// Amounts such as `250m`, `1Gi` and `2e3`.
final class Quantities {

    private static final Map<String, BigDecimal> UNITS = Map.ofEntries(
            Map.entry("m", new BigDecimal("0.001")),
            Map.entry("k", BigDecimal.TEN.pow(3)),
            Map.entry("M", BigDecimal.TEN.pow(6)),
            Map.entry("G", BigDecimal.TEN.pow(9)),
            Map.entry("T", BigDecimal.TEN.pow(12)),
            Map.entry("Ki", BigDecimal.TWO.pow(10)),
            Map.entry("Mi", BigDecimal.TWO.pow(20)),
            Map.entry("Gi", BigDecimal.TWO.pow(30)),
            Map.entry("Ti", BigDecimal.TWO.pow(40)));

    private Quantities() {}

    static BigDecimal parse(String text) {
        int unit = text.length();
        while (unit > 0 && Character.isLetter(text.charAt(unit - 1))) {
            unit--;
        }
        try {
            BigDecimal factor = UNITS.get(text.substring(unit));
            return factor == null ? new BigDecimal(text) : new BigDecimal(text.substring(0, unit)).multiply(factor);
        } catch (NumberFormatException e) {
            throw new NotReadyException("CreateContainerConfigError", "not a quantity: " + text);
        }
    }
}
