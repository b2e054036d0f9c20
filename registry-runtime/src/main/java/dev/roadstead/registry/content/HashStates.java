package dev.roadstead.registry.content;

import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Optional;

/// The hashes of uploads between two requests, as far as memory is set aside for them. One that is missing is computed
/// again from what is stored.
final class HashStates {
    private static final int MAX_KEPT = 1_000;

    private final LinkedHashMap<String, State> states = new LinkedHashMap<>();

    private record State(MessageDigest hash, long position) {}

    synchronized void keep(String uploadId, MessageDigest hash, long position) {
        states.put(uploadId, new State(hash, position));
        if (states.size() > MAX_KEPT) {
            states.pollFirstEntry();
        }
    }

    /// Takes the hash that has seen exactly `position` bytes.
    synchronized Optional<MessageDigest> take(String uploadId, long position) {
        State state = states.remove(uploadId);
        return state != null && state.position == position ? Optional.of(state.hash) : Optional.empty();
    }
}
