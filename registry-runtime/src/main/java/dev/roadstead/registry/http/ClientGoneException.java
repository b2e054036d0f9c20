package dev.roadstead.registry.http;

import java.io.IOException;

/// The client went away, fell silent, or sent what is no HTTP. No fault of the program, so it is not logged.
public final class ClientGoneException extends IOException {
    private final boolean silent;

    private ClientGoneException(String message, boolean silent) {
        super(message);
        this.silent = silent;
    }

    static ClientGoneException closed() {
        return new ClientGoneException("the client closed the connection", false);
    }

    static ClientGoneException malformed() {
        return new ClientGoneException("the client sent a malformed body", false);
    }

    static ClientGoneException silent() {
        return new ClientGoneException("the client fell silent", true);
    }

    /// Whether the connection still stands, so that the client can be told.
    boolean isSilent() {
        return silent;
    }
}
