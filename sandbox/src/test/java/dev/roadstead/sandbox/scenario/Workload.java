package dev.roadstead.sandbox.scenario;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The program behind the images of these tests: `exit CODE`, or `serve HOST:PORT [arguments that it tells about]`.
final class Workload {

    private Workload() {}

    public static void main(String[] args) throws IOException {
        System.out.println("begin " + String.join(" ", args));
        if (args[0].equals("exit")) {
            System.out.println("the last word");
            System.exit(Integer.parseInt(args[1]));
        }
        if (args.length > 2 && args[2].equals("stubborn")) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    Thread.sleep(Long.MAX_VALUE);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        int colon = args[1].lastIndexOf(':');
        HttpServer server = HttpServer.create(
                new InetSocketAddress(args[1].substring(0, colon), Integer.parseInt(args[1].substring(colon + 1))), 0);
        server.createContext("/", exchange -> answer(exchange, List.of(args)));
        server.start();
    }

    private static void answer(HttpExchange exchange, List<String> args) throws IOException {
        URI uri = exchange.getRequestURI();
        String query = uri.getQuery() == null ? "" : uri.getQuery();
        int status = 200;
        String text = "";
        switch (uri.getPath()) {
            case "/env" -> text = String.valueOf(System.getenv(query));
            case "/args" -> text = String.join("\n", args);
            case "/file" -> text = Files.readString(Path.of(query));
            case "/write" -> Files.writeString(Path.of(query), "kept");
            case "/pid" -> text = String.valueOf(ProcessHandle.current().pid());
            case "/die" -> Runtime.getRuntime().halt(Integer.parseInt(query));
            case "/ready" -> status = Files.exists(Path.of(query)) ? 200 : 503;
            default -> text = "hello";
        }
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
