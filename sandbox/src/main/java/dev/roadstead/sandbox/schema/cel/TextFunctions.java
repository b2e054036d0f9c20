package dev.roadstead.sandbox.schema.cel;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Functions of texts: `find`, `findAll`, `format`, `url()` and the named formats.
final class TextFunctions {

    private static final CelType TEXT = SimpleType.STRING;
    private static final ListType TEXTS = ListType.create(TEXT);

    private TextFunctions() {}

    static void addTo(FunctionTable table) {
        table.member("find", "string_find", TEXT, List.of(TEXT, TEXT), arguments -> {
            List<String> found = findAll((String) arguments[0], (String) arguments[1], 1);
            return found.isEmpty() ? "" : found.getFirst();
        });
        table.member(
                "findAll",
                "string_find_all",
                TEXTS,
                List.of(TEXT, TEXT),
                arguments -> findAll((String) arguments[0], (String) arguments[1], -1));
        table.member(
                "findAll",
                "string_find_all_int",
                TEXTS,
                List.of(TEXT, TEXT, SimpleType.INT),
                arguments -> findAll((String) arguments[0], (String) arguments[1], (Long) arguments[2]));
        table.member(
                "format",
                "string_format",
                TEXT,
                List.of(TEXT, ListType.create(SimpleType.DYN)),
                arguments -> TextFormat.format((String) arguments[0], (List<?>) arguments[1]));
        addFormats(table);
        addUrls(table);
    }

    private static List<String> findAll(String text, String pattern, long limit) {
        try {
            Matcher matcher = Pattern.compile(pattern).matcher(text);
            List<String> found = new ArrayList<>();
            while ((limit < 0 || found.size() < limit) && matcher.find()) {
                found.add(matcher.group());
            }
            return found;
        } catch (PatternSyntaxException invalid) {
            throw new IllegalArgumentException("Illegal regex: " + invalid.getMessage(), invalid);
        }
    }

    private static void addFormats(FunctionTable table) {
        NamedFormat.ALL.forEach((name, format) -> {
            String function = "format." + name;
            table.global(function, function, FunctionTable.FORMAT, List.of(), _ -> format);
        });
        table.global(
                "format.named",
                "format_named",
                OptionalType.create(FunctionTable.FORMAT),
                List.of(TEXT),
                arguments -> Optional.ofNullable(NamedFormat.ALL.get((String) arguments[0])));
        table.member(
                "validate",
                "format_validate",
                OptionalType.create(TEXTS),
                List.of(FunctionTable.FORMAT, TEXT),
                arguments -> {
                    List<String> faults = ((NamedFormat) arguments[0]).faultsOf((String) arguments[1]);
                    return faults.isEmpty() ? Optional.empty() : Optional.of(faults);
                });
    }

    private static void addUrls(FunctionTable table) {
        table.global(
                "url",
                "string_to_url",
                FunctionTable.URL,
                List.of(TEXT),
                arguments -> Url.parse((String) arguments[0])
                        .orElseThrow(() ->
                                new IllegalArgumentException("URL parse error during conversion from string: parse \""
                                        + arguments[0] + "\": invalid URI for request")));
        table.global(
                "isURL",
                "is_url",
                SimpleType.BOOL,
                List.of(TEXT),
                arguments -> Url.parse((String) arguments[0]).isPresent());
        List<CelType> url = List.of(FunctionTable.URL);
        table.member("getScheme", "url_get_scheme", TEXT, url, arguments -> ((Url) arguments[0]).scheme());
        table.member("getHost", "url_get_host", TEXT, url, arguments -> ((Url) arguments[0]).host());
        table.member("getHostname", "url_get_hostname", TEXT, url, arguments -> ((Url) arguments[0]).hostname());
        table.member("getPort", "url_get_port", TEXT, url, arguments -> ((Url) arguments[0]).port());
        table.member(
                "getEscapedPath", "url_get_escaped_path", TEXT, url, arguments -> ((Url) arguments[0]).escapedPath());
        table.member(
                "getQuery",
                "url_get_query",
                MapType.create(TEXT, TEXTS),
                url,
                arguments -> ((Url) arguments[0]).query());
    }
}
