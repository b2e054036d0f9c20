package dev.roadstead.node.agent;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;

/// Objects by path, with list, watch and a server-side apply that replaces what it is given: as much of an API server
/// as an agent sees.
final class TestApiServer implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private final HttpServer server;
    private final Map<String, ObjectNode> objects = new TreeMap<>();
    private final List<String> events = new ArrayList<>();
    private final List<String> writes = new ArrayList<>();
    private final List<String> reads = new ArrayList<>();
    private boolean closed;

    TestApiServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    synchronized void put(String path, ObjectNode object) {
        ObjectNode metadata = object.withObject("/metadata");
        metadata.put("name", path.substring(path.lastIndexOf('/') + 1));
        changed("MODIFIED", path, object);
    }

    synchronized void delete(String path) {
        ObjectNode object = objects.get(path);
        changed("DELETED", path, object);
        objects.remove(path);
    }

    synchronized ObjectNode get(String path) {
        return objects.getOrDefault(path, JSON.createObjectNode()).deepCopy();
    }

    /// Paths of all writes of agents so far.
    synchronized List<String> writes() {
        return List.copyOf(writes);
    }

    /// How often one object was asked for.
    synchronized long reads(String path) {
        return reads.stream().filter(path::equals).count();
    }

    private synchronized ObjectNode read(String path) {
        reads.add(path);
        return get(path);
    }

    private void changed(String type, String path, ObjectNode object) {
        object.withObject("/metadata").put("resourceVersion", String.valueOf(events.size() + 1));
        objects.put(path, object);
        events.add(path + "\n" + JSON.createObjectNode().put("type", type).set("object", object) + "\n");
        notifyAll();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            if (query.contains("watch=true")) {
                exchange.sendResponseHeaders(200, 0);
                watch(path, Integer.parseInt(query.replaceAll(".*resourceVersion=", "")), exchange.getResponseBody());
            } else if (exchange.getRequestMethod().equals("PATCH")) {
                answer(exchange, apply(path, (ObjectNode) JSON.readTree(exchange.getRequestBody())));
            } else if (path.endsWith("s")) {
                answer(exchange, list(path));
            } else {
                answer(exchange, read(path));
            }
        }
    }

    private void watch(String path, int from, OutputStream out) throws IOException {
        int next = from;
        while (true) {
            String event;
            synchronized (this) {
                try {
                    while (next == events.size() && !closed) {
                        wait();
                    }
                } catch (InterruptedException e) {
                    return;
                }
                if (closed) {
                    return;
                }
                event = events.get(next++);
            }
            if (event.startsWith(path + "/")) {
                out.write(event.substring(event.indexOf('\n') + 1).getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        }
    }

    private synchronized ObjectNode apply(String path, ObjectNode given) {
        writes.add(path);
        boolean status = path.endsWith("/status");
        String of = status ? path.substring(0, path.length() - "/status".length()) : path;
        ObjectNode object = objects.getOrDefault(of, JSON.createObjectNode());
        if (status) {
            object.set("status", given.path("status"));
        } else {
            object.setAll(given);
            object.withObject("/metadata").put("generation", 1);
        }
        changed("MODIFIED", of, object);
        return object.deepCopy();
    }

    private synchronized ObjectNode list(String path) {
        ObjectNode list = JSON.createObjectNode();
        list.putObject("metadata").put("resourceVersion", String.valueOf(events.size()));
        ArrayNode items = list.putArray("items");
        objects.forEach((of, object) -> {
            if (of.startsWith(path + "/")) {
                items.add(object.deepCopy());
            }
        });
        return list;
    }

    private static void answer(HttpExchange exchange, ObjectNode object) throws IOException {
        byte[] body = object.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(object.isEmpty() ? 404 : 200, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        server.stop(0);
    }
}
