package dev.roadstead.bench.scenario;

import dev.roadstead.bench.load.Blobs;
import dev.roadstead.bench.load.Content;
import dev.roadstead.bench.load.Target;
import dev.roadstead.bench.proc.ProcessFigures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One registry during one round, and what was already pushed to it.
public final class Stage {
    private final RegistryApi api;
    private final Scale scale;
    private final @Nullable ProcessFigures process;
    private final long seed;
    private final Map<Long, Blobs> blobs = new HashMap<>();
    private final Map<String, Object> made = new HashMap<>();
    private final List<String> notes = new ArrayList<>();

    /// Fills it once; later calls get what the first one made.
    interface Making<T> {
        T make() throws IOException;
    }

    /// @param process null when it was not started here
    /// @param seed what no earlier run has used against the same registry
    public Stage(Target target, Scale scale, @Nullable ProcessFigures process, long seed) {
        this.api = new RegistryApi(target);
        this.scale = scale;
        this.process = process;
        this.seed = seed;
    }

    RegistryApi api() {
        return api;
    }

    Target target() {
        return api.target();
    }

    Scale scale() {
        return scale;
    }

    @Nullable
    ProcessFigures process() {
        return process;
    }

    /// A blob that was never pushed.
    Content.Blob blob(long size) {
        Blobs sized;
        synchronized (blobs) {
            sized = blobs.computeIfAbsent(size, s -> new Blobs(s, seed));
        }
        return sized.next();
    }

    <T> T once(Class<T> type, String name, Making<T> making) throws IOException {
        Object known = made.get(name);
        if (known == null) {
            known = making.make();
            made.put(name, known);
        }
        return type.cast(known);
    }

    /// Says in the report how this registry differs in a row.
    void note(String sentence) {
        if (!notes.contains(sentence)) {
            notes.add(sentence);
        }
    }

    public List<String> notes() {
        return List.copyOf(notes);
    }
}
