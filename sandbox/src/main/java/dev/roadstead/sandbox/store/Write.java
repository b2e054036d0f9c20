package dev.roadstead.sandbox.store;

import java.time.Instant;

/// One accepted write request. `changed` is false when it left the object as it was.
/// `verb` is a Kubernetes verb (create, update, patch, apply, delete); `manager` the field manager, `user` who asked.
public record Write(
        String verb,
        String resource,
        String namespace,
        String name,
        String subresource,
        String user,
        String manager,
        String resourceVersion,
        boolean changed,
        Instant time) {}
