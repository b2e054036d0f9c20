package dev.roadstead.e2e.registry.load;

import dev.roadstead.oci.Digest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What clients were told, and what they asked for without being told how it went. Each repository is written by one
/// client, which has at most one request under way.
public final class Model {
    private final Map<String, Map<Thing, String>> values = new TreeMap<>();
    private final Map<String, Effect> doubts = new TreeMap<>();
    private final Map<String, OpenUpload> uploads = new LinkedHashMap<>();
    private final Map<Digest, PushedManifest> manifests = new LinkedHashMap<>();
    private final Map<Thing, List<String>> histories = new HashMap<>();
    private final long startNanos = System.nanoTime();
    private Set<Thing> touched = new HashSet<>();
    private long acknowledged;

    /// The registry was asked for it: from now on it is in doubt.
    synchronized void ask(String client, Effect effect) {
        if (doubts.putIfAbsent(client, effect) != null) {
            throw new IllegalStateException(client + " has a request under way");
        }
        touched.addAll(effect.after().keySet());
        note(effect, "asked: " + effect.request());
    }

    private void note(Effect effect, String what) {
        long millis = (System.nanoTime() - startNanos) / 1_000_000;
        effect.after()
                .keySet()
                .forEach(thing ->
                        histories.computeIfAbsent(thing, _ -> new ArrayList<>()).add(millis + " ms " + what));
    }

    /// What clients asked for and were told of it.
    synchronized List<String> history(Thing thing) {
        return List.copyOf(histories.getOrDefault(thing, List.of()));
    }

    /// The registry said that it is done.
    synchronized void acknowledge(String client) {
        end(client, true, "acknowledged");
        acknowledged++;
    }

    /// The registry said that nothing is changed.
    synchronized void refuse(String client) {
        end(client, false, "refused");
    }

    /// What was in doubt was found to be done, or not.
    synchronized void settle(String client, boolean isDone) {
        end(client, isDone, isDone ? "found to be done" : "found to be undone");
    }

    private void end(String client, boolean isDone, String how) {
        Effect effect = doubts.remove(client);
        if (effect == null) {
            throw new IllegalStateException(client + " has no request under way");
        }
        note(effect, how);
        effect.after().forEach((thing, value) -> {
            Map<Thing, String> known = values.computeIfAbsent(thing.repository(), _ -> new LinkedHashMap<>());
            if (isDone) {
                known.put(thing, value);
            } else {
                known.putIfAbsent(thing, Thing.ABSENT);
            }
        });
        if (isDone && effect.endsUpload() != null) {
            uploads.remove(effect.endsUpload());
        }
    }

    synchronized void know(PushedManifest manifest) {
        manifests.put(manifest.digest(), manifest);
    }

    synchronized void keep(OpenUpload upload) {
        uploads.put(upload.id(), upload);
    }

    synchronized String value(Thing thing) {
        return values.getOrDefault(thing.repository(), Map.of()).getOrDefault(thing, Thing.ABSENT);
    }

    synchronized boolean has(Thing thing) {
        return !value(thing).equals(Thing.ABSENT);
    }

    /// All that is there of one kind, in the order in which it came.
    synchronized <T extends Thing> List<T> present(String repository, Class<T> kind) {
        List<T> found = new ArrayList<>();
        values.getOrDefault(repository, Map.of()).forEach((thing, value) -> {
            if (kind.isInstance(thing) && !value.equals(Thing.ABSENT)) {
                found.add(kind.cast(thing));
            }
        });
        return found;
    }

    synchronized @Nullable PushedManifest manifest(Digest digest) {
        return manifests.get(digest);
    }

    synchronized List<OpenUpload> uploads() {
        return List.copyOf(uploads.values());
    }

    synchronized Map<String, Effect> doubts() {
        return Map.copyOf(doubts);
    }

    synchronized Collection<String> repositories() {
        return List.copyOf(values.keySet());
    }

    synchronized List<Thing> all() {
        return values.values().stream().flatMap(of -> of.keySet().stream()).toList();
    }

    /// What was asked for since the last call.
    synchronized Set<Thing> takeTouched() {
        Set<Thing> taken = touched;
        touched = new HashSet<>();
        return taken;
    }

    public synchronized long acknowledged() {
        return acknowledged;
    }
}
