package dev.roadstead.node.hosts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Renders a `hosts.toml`: only keys that every containerd since 1.5 knows, and `dial_timeout`, which older ones
/// ignore.
public final class HostsWriter {
    private static final String DIAL_TIMEOUT = "2s";
    private static final Set<String> OWN_KEYS = Set.of("server", "ca", "host");
    private static final JsonNode MISSING = MissingNode.getInstance();

    private HostsWriter() {}

    /// The whole file, header and all, after it was read back by containerd's rules.
    /// Throws [UnusableFileException] when it would not be understood.
    public static String render(HostPlan plan, Existing existing) {
        String body = body(plan, existing);
        checkReadBack(plan, HostsReader.read(body), body);
        return ManagedHeader.of(plan.generation(), plan.mirror(), body).line() + body;
    }

    /// Our tables must come first and say what the plan says, whatever else the file holds.
    private static void checkReadBack(HostPlan plan, HostsFile file, String body) {
        boolean ascii = body.chars().allMatch(c -> c == '\n' || (c >= ' ' && c <= '~'));
        List<MirrorEndpoint> wanted = plan.tables();
        boolean same = ascii && file.tables().size() >= wanted.size();
        for (int i = 0; same && i < wanted.size(); i++) {
            same = says(file.tables().get(i), wanted.get(i));
        }
        if (!same) {
            throw new UnusableFileException("would not be read back by containerd as it was meant");
        }
    }

    private static boolean says(HostsFile.Table table, MirrorEndpoint endpoint) {
        CaBundle ca = endpoint.ca();
        return endpoint.url().equals(table.url())
                && table.capabilities().equals(endpoint.capabilities())
                && table.ca().equals(ca == null ? List.of() : List.of(ca.fileName()))
                && !table.skipsVerification()
                && !table.overridesPath()
                && !(endpoint.url().startsWith("http:") && table.hasTlsKeys());
    }

    private static String body(HostPlan plan, Existing existing) {
        TomlText text = new TomlText();
        ObjectNode foreign = existing.foreign();
        if (plan.isAirGapped()) {
            serverLines(text, plan, MISSING, List.of(), List.of());
        } else if (foreign != null) {
            serverLines(text, plan, foreign.path("server"), names(foreign.path("ca")), List.of());
            text.values("", others(foreign));
        } else {
            serverLines(text, plan, MISSING, existing.dockerCas(), existing.dockerClients());
        }
        Set<String> urls = new LinkedHashSet<>();
        for (MirrorEndpoint endpoint : plan.tables()) {
            urls.add(endpoint.url());
            endpoint(text, endpoint);
        }
        if (foreign != null) {
            foreignTables(text, foreign, urls);
        }
        return text.toString();
    }

    private static void serverLines(
            TomlText text, HostPlan plan, JsonNode foreignServer, List<String> moreCas, List<List<String>> clients) {
        String server = foreignServer.isTextual() ? foreignServer.asText() : plan.server();
        if (server != null) {
            text.line("", "server", TomlText.string(server));
        }
        List<String> cas = new ArrayList<>();
        CaBundle own = plan.serverCa();
        if (own != null) {
            cas.add(own.fileName());
        }
        cas.addAll(moreCas);
        if (!cas.isEmpty()) {
            text.line("", "ca", TomlText.strings(cas));
        }
        if (!clients.isEmpty()) {
            String pairs = clients.stream().map(TomlText::strings).collect(Collectors.joining(", "));
            text.line("", "client", "[" + pairs + "]");
        }
    }

    private static List<String> names(JsonNode ca) {
        List<String> names = new ArrayList<>();
        if (ca.isTextual()) {
            names.add(ca.asText());
        }
        ca.forEach(name -> names.add(name.asText()));
        return names;
    }

    private static ObjectNode others(ObjectNode foreign) {
        ObjectNode others = foreign.deepCopy();
        others.remove(OWN_KEYS);
        return others;
    }

    private static void endpoint(TomlText text, MirrorEndpoint endpoint) {
        text.table("host", endpoint.url())
                .line("  ", "capabilities", TomlText.strings(endpoint.capabilities()))
                .line("  ", "dial_timeout", TomlText.string(DIAL_TIMEOUT));
        if (endpoint.ca() != null) {
            text.line("  ", "ca", TomlText.strings(List.of(endpoint.ca().fileName())));
        }
    }

    private static void foreignTables(TomlText text, ObjectNode foreign, Set<String> urls) {
        for (Map.Entry<String, JsonNode> entry : foreign.path("host").properties()) {
            if (urls.add(entry.getKey()) && entry.getValue() instanceof ObjectNode table) {
                text.table("host", entry.getKey()).values("  ", table);
            }
        }
    }
}
