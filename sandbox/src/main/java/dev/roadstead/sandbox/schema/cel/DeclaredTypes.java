package dev.roadstead.sandbox.schema.cel;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.StructType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Collects the object types of one schema.
public final class DeclaredTypes {

    private final Map<String, CelType> types = new LinkedHashMap<>();

    /// Declares an object type with these fields.
    public CelType declare(String name, Map<String, CelType> fields) {
        ImmutableMap<String, CelType> known = ImmutableMap.copyOf(fields);
        StructType type = StructType.create(name, known.keySet(), field -> Optional.ofNullable(known.get(field)));
        types.put(name, type);
        return type;
    }

    CelTypeProvider provider() {
        return new ByName(ImmutableMap.copyOf(types));
    }

    private record ByName(ImmutableMap<String, CelType> byName) implements CelTypeProvider {

        @Override
        public ImmutableCollection<CelType> types() {
            return byName.values();
        }

        @Override
        public Optional<CelType> findType(String name) {
            return Optional.ofNullable(byName.get(name));
        }
    }
}
