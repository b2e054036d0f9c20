package dev.roadstead.sandbox.schema.cel;

import static dev.roadstead.sandbox.schema.cel.FunctionTable.CIDR;
import static dev.roadstead.sandbox.schema.cel.FunctionTable.IP;
import static dev.roadstead.sandbox.schema.cel.FunctionTable.QUANTITY;
import static dev.roadstead.sandbox.schema.cel.FunctionTable.SEMVER;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Functions of the value types of Kubernetes: `quantity()`, `semver()`, `ip()` and `cidr()`.
final class ValueFunctions {

    private static final CelType TEXT = SimpleType.STRING;
    private static final CelType INT = SimpleType.INT;
    private static final CelType BOOL = SimpleType.BOOL;

    private ValueFunctions() {}

    static void addTo(FunctionTable table) {
        addQuantities(table);
        addSemver(table);
        addAddresses(table);
        addNetworks(table);
    }

    /// `type(text)` and `isType(text)`
    private static <T> void parsing(
            FunctionTable table,
            CelType type,
            String name,
            String test,
            Function<String, Optional<T>> parse,
            String fault) {
        table.global(
                name,
                "string_to_" + name,
                type,
                List.of(TEXT),
                arguments -> parse.apply((String) arguments[0])
                        .orElseThrow(() -> new IllegalArgumentException(fault.formatted(arguments[0]))));
        table.global(
                test,
                "is_" + name,
                BOOL,
                List.of(TEXT),
                arguments -> parse.apply((String) arguments[0]).isPresent());
    }

    private static <T extends Comparable<T>> void comparing(
            FunctionTable table, CelType type, String prefix, Class<T> valueClass) {
        List<CelType> both = List.of(type, type);
        table.member(
                "isGreaterThan",
                prefix + "_is_greater_than",
                BOOL,
                both,
                arguments -> compare(arguments, valueClass) > 0);
        table.member(
                "isLessThan", prefix + "_is_less_than", BOOL, both, arguments -> compare(arguments, valueClass) < 0);
        table.member("compareTo", prefix + "_compare_to", INT, both, arguments ->
                (long) Integer.signum(compare(arguments, valueClass)));
    }

    private static <T extends Comparable<T>> int compare(Object[] arguments, Class<T> valueClass) {
        return valueClass.cast(arguments[0]).compareTo(valueClass.cast(arguments[1]));
    }

    private static void addQuantities(FunctionTable table) {
        parsing(
                table,
                QUANTITY,
                "quantity",
                "isQuantity",
                Quantity::parse,
                "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
        comparing(table, QUANTITY, "quantity", Quantity.class);
        List<CelType> one = List.of(QUANTITY);
        table.global("sign", "quantity_sign", INT, one, arguments ->
                (long) number(arguments[0]).signum());
        table.member("isInteger", "quantity_is_integer", BOOL, one, arguments -> ((Quantity) arguments[0]).isInteger());
        table.member("asInteger", "quantity_as_integer", INT, one, arguments -> {
            if (!((Quantity) arguments[0]).isInteger()) {
                throw new IllegalArgumentException("cannot convert value to integer");
            }
            return number(arguments[0]).longValueExact();
        });
        table.member(
                "asApproximateFloat",
                "quantity_as_float",
                SimpleType.DOUBLE,
                one,
                arguments -> number(arguments[0]).doubleValue());
        for (CelType other : List.of(QUANTITY, INT)) {
            String suffix = other.equals(INT) ? "_int" : "";
            table.member(
                    "add",
                    "quantity_add" + suffix,
                    QUANTITY,
                    List.of(QUANTITY, other),
                    arguments -> new Quantity(number(arguments[0]).add(number(arguments[1]))));
            table.member(
                    "sub",
                    "quantity_sub" + suffix,
                    QUANTITY,
                    List.of(QUANTITY, other),
                    arguments -> new Quantity(number(arguments[0]).subtract(number(arguments[1]))));
        }
    }

    private static BigDecimal number(Object value) {
        return value instanceof Quantity quantity ? quantity.value() : BigDecimal.valueOf((Long) value);
    }

    private static void addSemver(FunctionTable table) {
        parsing(table, SEMVER, "semver", "isSemver", SemanticVersion::parse, "\"%s\" is not a semantic version");
        comparing(table, SEMVER, "semver", SemanticVersion.class);
        List<CelType> loosely = List.of(TEXT, BOOL);
        table.global(
                "semver",
                "string_bool_to_semver",
                SEMVER,
                loosely,
                arguments -> version(arguments)
                        .orElseThrow(() ->
                                new IllegalArgumentException("\"" + arguments[0] + "\" is not a semantic version")));
        table.global(
                "isSemver",
                "is_semver_bool",
                BOOL,
                loosely,
                arguments -> version(arguments).isPresent());
        List<CelType> one = List.of(SEMVER);
        table.member("major", "semver_major", INT, one, arguments -> ((SemanticVersion) arguments[0]).major());
        table.member("minor", "semver_minor", INT, one, arguments -> ((SemanticVersion) arguments[0]).minor());
        table.member("patch", "semver_patch", INT, one, arguments -> ((SemanticVersion) arguments[0]).patch());
    }

    private static Optional<SemanticVersion> version(Object[] arguments) {
        String text = (String) arguments[0];
        return (Boolean) arguments[1] ? SemanticVersion.parseLoosely(text) : SemanticVersion.parse(text);
    }

    private static void addAddresses(FunctionTable table) {
        parsing(
                table,
                IP,
                "ip",
                "isIP",
                IpAddress::parseStrictly,
                "IP Address \"%1$s\" parse error during conversion from string: ParseAddr(\"%1$s\"): unable to parse IP");
        table.global("string", "ip_to_string", TEXT, List.of(IP), arguments -> arguments[0].toString());
        table.global(
                "ip.isCanonical",
                "ip_is_canonical",
                BOOL,
                List.of(TEXT),
                arguments -> address(arguments[0]).toString().equals(arguments[0]));
        table.member("family", "ip_family", INT, List.of(IP), arguments ->
                (long) address(arguments[0]).family());
        is(table, "isUnspecified", IpAddress::isUnspecified);
        is(table, "isLoopback", IpAddress::isLoopback);
        is(table, "isLinkLocalMulticast", IpAddress::isLinkLocalMulticast);
        is(table, "isLinkLocalUnicast", IpAddress::isLinkLocalUnicast);
        is(table, "isGlobalUnicast", IpAddress::isGlobalUnicast);
    }

    private static void is(FunctionTable table, String name, Predicate<IpAddress> test) {
        table.member(name, "ip_" + name, BOOL, List.of(IP), arguments -> test.test(address(arguments[0])));
    }

    private static IpAddress address(Object value) {
        return value instanceof IpAddress address
                ? address
                : IpAddress.parseStrictly((String) value)
                        .orElseThrow(() -> new IllegalArgumentException("IP Address \"" + value
                                + "\" parse error during conversion from string: ParseAddr(\"" + value
                                + "\"): unable to parse IP"));
    }

    private static void addNetworks(FunctionTable table) {
        parsing(
                table,
                CIDR,
                "cidr",
                "isCIDR",
                IpAddress.Network::parseStrictly,
                "network address parse error during conversion from string: \"%s\"");
        table.global("string", "cidr_to_string", TEXT, List.of(CIDR), arguments -> arguments[0].toString());
        for (CelType other : List.of(IP, TEXT)) {
            table.member(
                    "containsIP",
                    "cidr_contains_" + other.name(),
                    BOOL,
                    List.of(CIDR, other),
                    arguments -> network(arguments[0]).contains(address(arguments[1])));
        }
        for (CelType other : List.of(CIDR, TEXT)) {
            table.member(
                    "containsCIDR",
                    "cidr_contains_cidr_" + other.name(),
                    BOOL,
                    List.of(CIDR, other),
                    arguments -> network(arguments[0]).contains(network(arguments[1])));
        }
        table.member(
                "ip",
                "cidr_ip",
                IP,
                List.of(CIDR),
                arguments -> network(arguments[0]).address());
        table.member(
                "masked",
                "cidr_masked",
                CIDR,
                List.of(CIDR),
                arguments -> network(arguments[0]).masked());
        table.member("prefixLength", "cidr_prefix_length", INT, List.of(CIDR), arguments ->
                (long) network(arguments[0]).prefixLength());
    }

    private static IpAddress.Network network(Object value) {
        return value instanceof IpAddress.Network network
                ? network
                : IpAddress.Network.parseStrictly((String) value)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "network address parse error during conversion from string: \"" + value + "\""));
    }
}
