package dev.roadstead.node.hosts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What of others a rendered file has to keep.
///
/// @param foreign a `hosts.toml` of somebody else whose endpoints stay, after ours
/// @param dockerCas names of Docker-style `*.crt` files beside it, which any `hosts.toml` switches off
/// @param dockerClients names of Docker-style client certificates, each with its key
public record Existing(@Nullable ObjectNode foreign, List<String> dockerCas, List<List<String>> dockerClients) {
    public static final Existing NOTHING = new Existing(null, List.of(), List.of());

    public Existing {
        dockerCas = List.copyOf(dockerCas);
        dockerClients = List.copyOf(dockerClients);
    }
}
