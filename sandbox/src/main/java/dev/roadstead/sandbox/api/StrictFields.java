package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.roadstead.sandbox.kind.Cause;
import dev.roadstead.sandbox.kind.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The `fieldValidation` parameter: unknown and duplicate fields are refused, warned about or ignored.
final class StrictFields {

    private StrictFields() {}

    static void check(Call call, List<String> unknown) {
        String mode = call.query().text("fieldValidation");
        if (mode.equals("Ignore")) {
            return;
        }
        List<String> findings = new ArrayList<>();
        String duplicate = Bodies.duplicateField(call.request(), Bodies.isYaml(call.request()));
        if (!duplicate.isEmpty()) {
            findings.add(duplicate);
        }
        unknown.forEach(field -> findings.add("unknown field \"" + field + "\""));
        if (findings.isEmpty()) {
            return;
        }
        if (!mode.equals("Strict")) {
            findings.stream().filter(each -> !call.warnings().contains(each)).forEach(call.warnings()::add);
            return;
        }
        throw refusal(call, findings.stream().distinct().collect(Collectors.joining(", ")));
    }

    private static ApiException refusal(Call call, String findings) {
        Kind kind = call.kind();
        String error = "strict decoding error: " + findings;
        if (call.request().method().equals("PATCH")
                && !call.request().mediaType().equals(Patches.APPLY)) {
            String patch = new String(call.request().body().bytes(), StandardCharsets.UTF_8);
            return Failures.invalid(
                    "",
                    "",
                    "",
                    List.of(Cause.invalid("patch", TextNode.valueOf(patch).toString(), error)));
        }
        return Failures.cannotDecode(kind, error);
    }
}
