package dev.roadstead.sandbox.schema.cel;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import java.time.Duration;
import java.util.List;
import java.util.function.BinaryOperator;

/// `isSorted`, `sum`, `min`, `max`, `indexOf` and `lastIndexOf` of lists.
final class ListFunctions {

    private static final CelType ITEM = TypeParamType.create("A");
    private static final CelType LIST = ListType.create(ITEM);

    private ListFunctions() {}

    static void addTo(FunctionTable table) {
        table.member(
                "isSorted", "list_is_sorted", SimpleType.BOOL, List.of(LIST), arguments -> isSorted(list(arguments)));
        table.member("min", "list_min", ITEM, List.of(LIST), arguments -> extreme(list(arguments), -1, "min"));
        table.member("max", "list_max", ITEM, List.of(LIST), arguments -> extreme(list(arguments), 1, "max"));
        table.member("indexOf", "list_index_of", SimpleType.INT, List.of(LIST, ITEM), arguments ->
                (long) list(arguments).indexOf(arguments[1]));
        table.member("lastIndexOf", "list_last_index_of", SimpleType.INT, List.of(LIST, ITEM), arguments ->
                (long) list(arguments).lastIndexOf(arguments[1]));
        sum(table, SimpleType.INT, 0L, Long.class, Math::addExact);
        sum(table, SimpleType.UINT, UnsignedLong.ZERO, UnsignedLong.class, UnsignedLong::plus);
        sum(table, SimpleType.DOUBLE, 0.0, Double.class, Double::sum);
        sum(table, SimpleType.DURATION, Duration.ZERO, Duration.class, Duration::plus);
    }

    private static <T> void sum(FunctionTable table, CelType type, T zero, Class<T> itemClass, BinaryOperator<T> plus) {
        table.member("sum", "list_" + type.name() + "_sum", type, List.of(ListType.create(type)), arguments -> {
            T sum = zero;
            for (Object item : list(arguments)) {
                sum = plus.apply(sum, itemClass.cast(item));
            }
            return sum;
        });
    }

    private static List<?> list(Object[] arguments) {
        return (List<?>) arguments[0];
    }

    private static boolean isSorted(List<?> list) {
        for (int i = 1; i < list.size(); i++) {
            if (compare(list.get(i - 1), list.get(i)) > 0) {
                return false;
            }
        }
        return true;
    }

    private static Object extreme(List<?> list, int wanted, String name) {
        if (list.isEmpty()) {
            throw new IllegalArgumentException(name + " called on empty list");
        }
        Object extreme = list.getFirst();
        for (Object item : list) {
            if (Integer.signum(compare(item, extreme)) == wanted) {
                extreme = item;
            }
        }
        return extreme;
    }

    @SuppressWarnings("unchecked")
    private static int compare(Object a, Object b) {
        if (a instanceof Comparable<?> comparable && a.getClass() == b.getClass()) {
            return ((Comparable<Object>) comparable).compareTo(b);
        }
        throw new IllegalArgumentException("no such overload");
    }
}
