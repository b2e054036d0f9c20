package dev.roadstead.sandbox.schema.cel;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Functions of the language with what they do, collected for the compiler and the runtime.
final class FunctionTable {

    static final OpaqueType QUANTITY = OpaqueType.create("kubernetes.Quantity");
    static final OpaqueType URL = OpaqueType.create("kubernetes.URL");
    static final OpaqueType SEMVER = OpaqueType.create("kubernetes.Semver");
    static final OpaqueType FORMAT = OpaqueType.create("kubernetes.NamedFormat");
    static final OpaqueType IP = OpaqueType.create("net.IP");
    static final OpaqueType CIDR = OpaqueType.create("net.CIDR");

    private static final Map<CelType, Class<?>> CLASSES = Map.ofEntries(
            Map.entry(SimpleType.STRING, String.class),
            Map.entry(SimpleType.INT, Long.class),
            Map.entry(SimpleType.UINT, UnsignedLong.class),
            Map.entry(SimpleType.DOUBLE, Double.class),
            Map.entry(SimpleType.BOOL, Boolean.class),
            Map.entry(SimpleType.DURATION, Duration.class),
            Map.entry(SimpleType.TIMESTAMP, Instant.class),
            Map.entry(QUANTITY, Quantity.class),
            Map.entry(URL, Url.class),
            Map.entry(SEMVER, SemanticVersion.class),
            Map.entry(FORMAT, NamedFormat.class),
            Map.entry(IP, IpAddress.class),
            Map.entry(CIDR, IpAddress.Network.class));

    private final Map<String, List<CelOverloadDecl>> overloads = new LinkedHashMap<>();
    private final Map<String, List<CelFunctionBinding>> bindings = new LinkedHashMap<>();

    /// What a function does. Errors are thrown as IllegalArgumentException with a sentence.
    @FunctionalInterface
    interface Body {
        Object apply(Object[] arguments);
    }

    /// `name(arguments)`
    void global(String name, String id, CelType result, List<CelType> parameters, Body body) {
        add(name, CelOverloadDecl.newGlobalOverload(id, result, parameters), body);
    }

    /// `first.name(others)`
    void member(String name, String id, CelType result, List<CelType> parameters, Body body) {
        add(name, CelOverloadDecl.newMemberOverload(id, result, parameters), body);
    }

    @SuppressWarnings("Immutable") // bodies hold nothing that changes
    private void add(String name, CelOverloadDecl overload, Body body) {
        overloads.computeIfAbsent(name, _ -> new ArrayList<>()).add(overload);
        List<Class<?>> classes = new ArrayList<>();
        overload.parameterTypes().forEach(type -> classes.add(classOf(type)));
        bindings.computeIfAbsent(name, _ -> new ArrayList<>())
                .add(CelFunctionBinding.from(overload.overloadId(), classes, body::apply));
    }

    private static Class<?> classOf(CelType type) {
        return type instanceof ListType ? List.class : CLASSES.getOrDefault(type, Object.class);
    }

    List<CelFunctionDecl> declarations() {
        return overloads.entrySet().stream()
                .map(function -> CelFunctionDecl.newFunctionDeclaration(function.getKey(), function.getValue()))
                .toList();
    }

    List<CelFunctionBinding> bindings() {
        List<CelFunctionBinding> all = new ArrayList<>();
        bindings.forEach((name, overloads) -> all.addAll(CelFunctionBinding.fromOverloads(name, overloads)));
        return all;
    }
}
