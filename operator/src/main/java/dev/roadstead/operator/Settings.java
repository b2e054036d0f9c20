package dev.roadstead.operator;

import java.net.InetSocketAddress;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Options, each with its environment variable and its default.
final class Settings {
    @Option(
            names = "--namespace",
            paramLabel = "NAME",
            defaultValue = "${env:OPERATOR_NAMESPACE:-roadstead-system}",
            description =
                    "The operator's own namespace, which holds its CA and its lease (OPERATOR_NAMESPACE; default: roadstead-system).")
    String namespace = "";

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:ROADSTEAD_LISTEN:-127.0.0.1:8080}",
            description = "Where /healthz, /readyz and /metrics answer (ROADSTEAD_LISTEN; default: 127.0.0.1:8080).")
    String listen = "";

    @Option(
            names = "--leader-election",
            arity = "1",
            paramLabel = "true|false",
            defaultValue = "${env:ROADSTEAD_LEADER_ELECTION:-true}",
            description = "Whether to wait for the lease before acting (ROADSTEAD_LEADER_ELECTION; default: true).")
    boolean leaderElection;

    @Option(
            names = "--registry-image",
            paramLabel = "IMAGE",
            defaultValue = "${env:ROADSTEAD_REGISTRY_IMAGE}",
            description =
                    "Image of registry pods (ROADSTEAD_REGISTRY_IMAGE; default: ghcr.io/roadstead/registry-runtime of this version).")
    String registryImage = "";

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "The cluster to work on (default: KUBECONFIG, ~/.kube/config, or the pod's service account).")
    String kubeconfig = "";

    @Option(
            names = "--allow-loopback-upstreams",
            arity = "1",
            paramLabel = "true|false",
            defaultValue = "${env:ROADSTEAD_ALLOW_LOOPBACK_UPSTREAMS:-false}",
            description =
                    "Whether proxy caches may have upstreams on loopback addresses: for a sandbox only (ROADSTEAD_ALLOW_LOOPBACK_UPSTREAMS; default: false).")
    boolean allowLoopbackUpstreams;

    String image(String version) {
        return Optional.ofNullable(registryImage)
                .filter(image -> !image.isBlank() && !image.startsWith("$"))
                .orElse("ghcr.io/roadstead/registry-runtime:" + version);
    }

    /// Throws [IllegalArgumentException] with a sentence.
    InetSocketAddress listenAddress() {
        int colon = listen.lastIndexOf(':');
        try {
            String host = listen.substring(0, colon).replace("[", "").replace("]", "");
            return new InetSocketAddress(host, Integer.parseInt(listen.substring(colon + 1)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("--listen " + listen + " is not HOST:PORT, such as 127.0.0.1:8080", e);
        }
    }
}
