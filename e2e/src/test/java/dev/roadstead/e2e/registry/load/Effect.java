package dev.roadstead.e2e.registry.load;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a request changes, all of it or nothing.
///
/// @param request to name it in a message
/// @param endsUpload the id of an upload that is gone when this is done
record Effect(
        String request, Map<Thing, String> after, @Nullable String endsUpload) {
    Effect {
        after = Map.copyOf(after);
    }

    static Effect none(String request) {
        return new Effect(request, Map.of(), null);
    }

    static Effect put(String request, Thing thing, String value) {
        return new Effect(request, Map.of(thing, value), null);
    }

    Effect and(Thing thing, String value) {
        Map<Thing, String> more = new HashMap<>(after);
        more.put(thing, value);
        return new Effect(request, more, endsUpload);
    }

    Effect ending(OpenUpload upload) {
        return new Effect(request, after, upload.id());
    }
}
