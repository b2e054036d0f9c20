package dev.roadstead.operator.admin;

import dev.roadstead.config.RuntimeStatus;
import dev.roadstead.operator.naming.Names;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What each registry last said of itself; the kinds that are bound to a registry read it here instead of asking again.
public final class Fleet {
    private final Map<Names, RuntimeStatus> statuses = new ConcurrentHashMap<>();

    public void saw(Names names, RuntimeStatus status) {
        statuses.put(names, status);
    }

    public Optional<RuntimeStatus> lastOf(Names names) {
        return Optional.ofNullable(statuses.get(names));
    }

    public void forget(Names names) {
        statuses.remove(names);
    }
}
