package dev.roadstead.e2e.registry.load;

import dev.roadstead.e2e.registry.load.Thing.Blob;
import dev.roadstead.e2e.registry.load.Thing.Stored;
import dev.roadstead.e2e.registry.load.Thing.Tagged;
import dev.roadstead.oci.Digest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Compares what a registry shows after a restart with what clients were told before it, and settles what was in doubt.
public final class Checker {
    private final Model model;
    private final Observation seen;
    private final List<String> violations = new ArrayList<>();

    Checker(Model model, Observation seen) {
        this.model = model;
        this.seen = seen;
    }

    /// Looks at all that was asked for since the last look, and at some more.
    ///
    /// @return what is wrong, a sentence each
    public static List<String> recent(Model model, RegistryClient registry, Collection<Integer> sample) {
        Set<Thing> things = model.takeTouched();
        List<Thing> all = model.all();
        if (!all.isEmpty()) {
            sample.forEach(i -> things.add(all.get(Math.floorMod(i, all.size()))));
        }
        return new Checker(model, new RemoteObservation(registry)).check(things);
    }

    public static List<String> everything(Model model, RegistryClient registry) {
        model.takeTouched();
        return new Checker(model, new RemoteObservation(registry)).check(model.all());
    }

    List<String> check(Collection<Thing> things) {
        model.doubts().forEach(this::settle);
        model.uploads().forEach(this::upload);
        things.forEach(this::thing);
        things.stream().map(Thing::repository).distinct().forEach(this::tags);
        return violations;
    }

    private void settle(String client, Effect effect) {
        Map<Thing, String> found =
                effect.after().keySet().stream().collect(Collectors.toMap(thing -> thing, seen::value));
        boolean isUndone =
                found.entrySet().stream().allMatch(each -> each.getValue().equals(model.value(each.getKey())));
        boolean isDone = found.equals(effect.after());
        if (!isUndone && !isDone) {
            violations.add("a " + effect.request() + " by " + client + " is neither done nor undone: " + found
                    + " instead of " + effect.after());
        }
        if (effect.endsUpload() == null) {
            model.settle(client, isDone);
            return;
        }
        boolean isGone = model.uploads().stream()
                .filter(upload -> upload.id().equals(effect.endsUpload()))
                .allMatch(upload -> seen.offset(upload).isEmpty());
        if (isGone != isDone && isDone != isUndone) {
            violations.add("a " + effect.request() + " by " + client + (isDone ? " is done" : " is not done")
                    + ", but its upload is " + (isGone ? "gone" : "still there"));
        }
        model.settle(client, isGone && isDone);
    }

    private void upload(OpenUpload upload) {
        OptionalLong offset = seen.offset(upload);
        if (offset.isEmpty()) {
            violations.add(upload + " is gone");
        } else if (!upload.mayBeAt(offset.getAsLong())) {
            violations.add(upload + " is at " + offset.getAsLong());
        } else {
            model.keep(upload.kept(offset.getAsLong()));
        }
    }

    private void thing(Thing thing) {
        String value = seen.value(thing);
        if (!value.equals(model.value(thing))) {
            violations.add(thing + " is " + value + " instead of " + model.value(thing) + "; " + model.history(thing));
        }
        if (value.equals(Thing.ABSENT)) {
            return;
        }
        switch (thing) {
            case Blob _ -> {}
            case Stored(String repository, Digest digest) -> whole(repository, digest);
            case Tagged(String repository, String _) -> {
                if (!seen.value(new Stored(repository, Digest.parse(value))).equals(value)) {
                    violations.add(thing + " is tagged, but not there by its digest");
                }
            }
        }
    }

    /// Whatever a manifest names is there, but what its client deleted from an index.
    private void whole(String repository, Digest digest) {
        PushedManifest manifest = model.manifest(digest);
        if (manifest == null) {
            violations.add(repository + "@" + digest + " was never pushed");
            return;
        }
        for (Digest blob : manifest.blobs()) {
            if (!seen.value(new Blob(repository, blob)).equals(blob.toString())) {
                violations.add(repository + "@" + digest + " misses its blob " + blob);
            }
        }
        for (Digest child : manifest.children()) {
            Stored stored = new Stored(repository, child);
            if (model.has(stored) && !seen.value(stored).equals(child.toString())) {
                violations.add(repository + "@" + digest + " misses its child " + child);
            }
        }
        Set<Digest> referrers = model.present(repository, Stored.class).stream()
                .map(Stored::manifest)
                .filter(referrer -> refersTo(referrer, digest))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<Digest> listed = seen.referrers(repository, digest);
        if (!listed.equals(referrers)) {
            violations.add(repository + "@" + digest + " has referrers " + listed + " instead of " + referrers);
        }
    }

    private boolean refersTo(Digest referrer, Digest subject) {
        PushedManifest manifest = model.manifest(referrer);
        return manifest != null && subject.equals(manifest.subject());
    }

    private void tags(String repository) {
        Set<String> tags = model.present(repository, Tagged.class).stream()
                .map(Tagged::tag)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> listed = seen.tags(repository);
        if (!listed.equals(tags)) {
            violations.add(repository + " lists the tags " + listed + " instead of " + tags);
        }
    }
}
