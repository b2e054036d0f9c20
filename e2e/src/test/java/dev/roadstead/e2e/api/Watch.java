package dev.roadstead.e2e.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// An open watch: its events in order.
final class Watch implements AutoCloseable {
    private static final Event END = new Event("END", Yaml.JSON.nullNode());

    private final int code;
    private final InputStream stream;
    private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();

    /// @param type ADDED, MODIFIED, DELETED, BOOKMARK or ERROR; END when the server closed the watch
    record Event(String type, JsonNode object) {
        String name() {
            return object.at("/metadata/name").asText();
        }

        @Override
        public String toString() {
            return type + " " + name();
        }
    }

    Watch(int code, InputStream stream) {
        this.code = code;
        this.stream = stream;
        Thread.ofVirtual().name("watch-reader").start(this::read);
    }

    int code() {
        return code;
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode event = Yaml.JSON.readTree(line);
                events.add(new Event(event.path("type").asText(), event.path("object")));
            }
            events.add(END);
        } catch (IOException e) {
            events.add(END);
        }
    }

    /// The next event that is no bookmark and not about the ConfigMap that a controller puts into every namespace,
    /// within
    /// ten seconds.
    Event next() {
        while (true) {
            Event event = nextOfAnyType();
            if (!event.type().equals("BOOKMARK") && !event.name().equals("kube-root-ca.crt")) {
                return event;
            }
        }
    }

    Event nextOfAnyType() {
        Event event = poll(Duration.ofSeconds(10));
        if (event == null) {
            throw new AssertionError("no event within ten seconds");
        }
        return event;
    }

    /// The next event, or null when there is none in time.
    @Nullable
    Event poll(Duration timeout) {
        try {
            return events.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
