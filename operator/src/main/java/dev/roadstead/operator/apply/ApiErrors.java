package dev.roadstead.operator.apply;

import io.fabric8.kubernetes.client.KubernetesClientException;

/// What an API server says of a refusal, without what the client adds.
public final class ApiErrors {
    private static final int MAX_LENGTH = 500;

    private ApiErrors() {}

    public static String sentence(Exception e) {
        String message = e instanceof KubernetesClientException failure
                        && failure.getStatus() != null
                        && failure.getStatus().getMessage() != null
                ? failure.getStatus().getMessage()
                : String.valueOf(e.getMessage());
        String line = message.lines().findFirst().orElse("").strip();
        return line.length() > MAX_LENGTH ? line.substring(0, MAX_LENGTH) + "…" : line;
    }
}
