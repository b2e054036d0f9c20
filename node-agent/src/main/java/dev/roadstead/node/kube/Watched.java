package dev.roadstead.node.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All objects of one path, kept current by list and watch on one thread: resumed where it broke off, listed anew when
/// the server forgot that place, with pauses that grow while it does not answer.
public final class Watched implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watched.class);
    private static final int PAGE = 500;
    private static final Duration QUICK = Duration.ofSeconds(2);
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private final KubeClient client;
    private final String path;
    private final UnaryOperator<ObjectNode> view;
    private final Runnable onChange;
    private final Duration watchDuration;
    private final Backoff backoff;
    private final Thread thread;
    private final Map<String, ObjectNode> objects = new TreeMap<>();
    private boolean synced;
    private boolean closed;
    private String resourceVersion = "";
    private @Nullable InputStream stream;
    private Instant streamEnd = Instant.MAX;

    /// @param view the part of an object that matters: only that is kept, and only a change of it is a change
    /// @param onChange called on this object's thread after each change
    public Watched(
            KubeClient client, String path, UnaryOperator<ObjectNode> view, Runnable onChange, RandomGenerator random) {
        this.client = client;
        this.path = path;
        this.view = view;
        this.onChange = onChange;
        this.watchDuration = Duration.ofSeconds(240 + random.nextInt(120));
        this.backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30), random);
        this.thread = Thread.ofPlatform().name("watch").daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /// False until the first list is complete: an empty answer means nothing before that.
    public synchronized boolean isSynced() {
        return synced;
    }

    public synchronized List<ObjectNode> objects() {
        return List.copyOf(objects.values());
    }

    /// Ends a watch that outlived its time: the connection died without a word.
    public void checkAlive(Instant now) {
        InputStream overdue;
        synchronized (this) {
            overdue = now.isAfter(streamEnd) ? stream : null;
        }
        if (overdue != null) {
            close(overdue);
        }
    }

    private void run() {
        while (!isClosed()) {
            try {
                if (resourceVersion.isEmpty()) {
                    list();
                }
                Instant start = Instant.now();
                watch();
                if (start.plus(QUICK).isAfter(Instant.now())) {
                    pause();
                } else {
                    backoff.reset();
                }
            } catch (KubeException e) {
                if (e.isGone()) {
                    resourceVersion = "";
                } else if (!isClosed()) {
                    LOG.atWarn().addKeyValue("path", path).log("cannot watch: {}", e.getMessage());
                }
                pause();
            } catch (IOException e) {
                pause();
            }
        }
    }

    private void list() {
        Map<String, ObjectNode> found = new TreeMap<>();
        String continued = "";
        do {
            ObjectNode page = client.list(path, PAGE, continued);
            for (JsonNode item : page.path("items")) {
                found.put(name(item), view.apply((ObjectNode) item));
            }
            continued = page.at("/metadata/continue").asText();
            resourceVersion = page.at("/metadata/resourceVersion").asText();
        } while (!continued.isEmpty());
        synchronized (this) {
            objects.clear();
            objects.putAll(found);
            synced = true;
        }
        onChange.run();
    }

    private void watch() throws IOException {
        try (InputStream body = client.watch(path, resourceVersion, watchDuration);
                BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            began(body);
            for (String line = next(lines); line != null; line = next(lines)) {
                handle(KubeClient.event(line));
            }
        } finally {
            began(null);
        }
    }

    /// Null at the end, and once this is closed: what is open then is closed by nobody else.
    private @Nullable String next(BufferedReader lines) throws IOException {
        return isClosed() ? null : lines.readLine();
    }

    private synchronized void began(@Nullable InputStream body) {
        stream = body;
        streamEnd =
                body == null ? Instant.MAX : Instant.now().plus(watchDuration).plus(SILENCE);
    }

    private void handle(JsonNode event) {
        JsonNode object = event.path("object");
        String type = event.path("type").asText();
        if (type.equals("ERROR")) {
            throw new KubeException(
                    object.path("code").asInt(),
                    "watch ended: " + object.path("message").asText());
        }
        if (type.equals("BOOKMARK")) {
            resourceVersion = object.at("/metadata/resourceVersion").asText(resourceVersion);
            return;
        }
        boolean changed = false;
        synchronized (this) {
            if (type.equals("DELETED")) {
                changed = objects.remove(name(object)) != null;
            } else if (object instanceof ObjectNode present) {
                ObjectNode seen = view.apply(present);
                changed = !seen.equals(objects.put(name(object), seen));
            }
        }
        resourceVersion = object.at("/metadata/resourceVersion").asText(resourceVersion);
        if (changed) {
            onChange.run();
        }
    }

    private static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    private void pause() {
        try {
            Thread.sleep(backoff.next());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closeQuietly();
        }
    }

    private synchronized void closeQuietly() {
        closed = true;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private static void close(InputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // it was to end, and it did
        }
    }

    @Override
    public void close() {
        InputStream open;
        synchronized (this) {
            closed = true;
            open = stream;
        }
        thread.interrupt();
        if (open != null) {
            close(open);
        }
    }
}
