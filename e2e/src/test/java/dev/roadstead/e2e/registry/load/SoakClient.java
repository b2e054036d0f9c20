package dev.roadstead.e2e.registry.load;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A client that pushes while garbage is collected: new images, images that were garbage a moment ago, images of
/// mounted layers, nested indexes, signatures. By tags that move and by what it deletes, most of it becomes garbage.
final class SoakClient {
    private static final int TAGS = 24;
    private static final int REMEMBERED = 50;
    private static final long AROUND_NANOS = 3_000_000_000L;
    private final int number;
    private final int clients;
    private final SoakLedger ledger;
    private final SoakPush push;
    private final RandomGenerator random;
    private final Holdings own;
    private final Queue<Buried> graveyard = new PriorityQueue<>(Comparator.comparingLong(Buried::untilNanos));

    private record Buried(PushedManifest image, long untilNanos) {}

    SoakClient(int number, int clients, SoakLedger ledger, RegistryClient registry) {
        this.number = number;
        this.clients = clients;
        this.ledger = ledger;
        this.push = new SoakPush(registry, ledger);
        this.random = new SplittableRandom(number);
        this.own = new Holdings(repository(number));
    }

    private static String repository(int client) {
        return "soak/client" + client;
    }

    Holdings own() {
        return own;
    }

    void work() throws NoAnswerException {
        while (ledger.takeTurn()) {
            long start = System.nanoTime();
            if (next()) {
                ledger.pushed(System.nanoTime() - start);
            }
            tidy();
        }
    }

    /// One push, of one manifest with all that it needs and is not there.
    private boolean next() throws NoAnswerException {
        Buried buried = graveyard.peek();
        if (buried != null && System.nanoTime() > buried.untilNanos() && random.nextInt(3) == 0) {
            graveyard.remove();
            return tag(buried.image(), null);
        }
        return switch (random.nextInt(10)) {
            case 0, 1 -> pushIndex();
            case 2 -> pushReferrer();
            case 3, 4 -> {
                int neighbour = random.nextInt(clients);
                Content layer = ledger.anyOf(neighbour, REMEMBERED, random.nextInt(REMEMBERED));
                yield tag(image(layer), repository(neighbour));
            }
            default -> tag(image(layer()), null);
        };
    }

    private Content layer() {
        return random.nextInt(3) == 0
                ? ledger.newContent(number)
                : ledger.anyOf(number, REMEMBERED, random.nextInt(REMEMBERED));
    }

    private PushedManifest image(Content layer) {
        return PushedManifest.image(ledger.common(random.nextInt(4)), List.of(layer), note());
    }

    private String note() {
        return Long.toHexString(random.nextLong());
    }

    private boolean tag(PushedManifest manifest, @Nullable String neighbour) throws NoAnswerException {
        return tag(List.of(manifest), neighbour);
    }

    private boolean tag(List<PushedManifest> manifests, @Nullable String neighbour) throws NoAnswerException {
        String tag = "v" + random.nextInt(TAGS);
        PushedManifest before = own.at(tag);
        if (!push.push(own, manifests, tag, neighbour)) {
            return false;
        }
        manifests.forEach(own::stored);
        own.tagged(tag, manifests.getLast());
        if (before != null) {
            lost(before);
        }
        return true;
    }

    /// Of images with tags and of one without, or of an index of these.
    private boolean pushIndex() throws NoAnswerException {
        List<PushedManifest> parts = new ArrayList<>();
        PushedManifest fresh = image(layer());
        List<PushedManifest> children = new ArrayList<>(own.anyTagged(random, 2, 0));
        children.add(fresh);
        parts.add(fresh);
        parts.add(PushedManifest.index(children, note()));
        if (random.nextInt(3) == 0) {
            parts.add(PushedManifest.index(List.of(parts.getLast()), note()));
        }
        return tag(parts, null);
    }

    private boolean pushReferrer() throws NoAnswerException {
        List<PushedManifest> subjects = own.anyTagged(random, 1, Integer.MAX_VALUE);
        if (subjects.isEmpty()) {
            return tag(image(layer()), null);
        }
        PushedManifest referrer =
                PushedManifest.referrer(ledger.common(5), List.of(layer()), subjects.getFirst(), note());
        boolean isPushed = push.push(own, List.of(referrer), null, null);
        if (isPushed) {
            own.stored(referrer);
        }
        return isPushed;
    }

    /// Some of what has lost its tag is left to the collector, some is deleted by hand, some comes back.
    private void lost(PushedManifest manifest) throws NoAnswerException {
        if (own.isTagged(manifest)) {
            return;
        }
        if (manifest.depth() > 0) {
            if (random.nextBoolean()) {
                List<PushedManifest> inner = own.innerIndexes(manifest);
                delete(manifest);
                for (PushedManifest index : inner) {
                    delete(index);
                }
            }
        } else if (!own.isListed(manifest)) {
            bury(manifest);
        }
    }

    private void bury(PushedManifest image) throws NoAnswerException {
        if (random.nextInt(4) == 0) {
            delete(image);
        } else if (!own.hasReferrers(image)) {
            graveyard.add(new Buried(image, System.nanoTime() + whileItIsCollected()));
        }
    }

    /// Nanoseconds from now to about when the collector is due, to the manifest or to its blobs, which it takes one
    /// grace period later.
    private long whileItIsCollected() {
        long grace = ledger.grace().toNanos();
        return grace + random.nextInt(2) * (grace + AROUND_NANOS / 2) + random.nextLong(AROUND_NANOS);
    }

    private void delete(PushedManifest manifest) throws NoAnswerException {
        push.delete("/v2/" + own.repository() + "/manifests/" + manifest.digest());
        own.deleted(manifest);
    }

    private void tidy() throws NoAnswerException {
        switch (random.nextInt(40)) {
            case 0 -> {
                Content loose = ledger.newContent(number);
                push.pushLoose(own.repository(), loose);
                if (random.nextBoolean()) {
                    push.delete("/v2/" + own.repository() + "/blobs/" + loose.digest());
                }
            }
            case 1 -> {
                String tag = "v" + random.nextInt(TAGS);
                PushedManifest tagged = own.at(tag);
                push.delete("/v2/" + own.repository() + "/manifests/" + tag);
                own.untagged(tag);
                if (tagged != null) {
                    lost(tagged);
                }
            }
            default -> {}
        }
    }
}
