package dev.roadstead.registry.http;

import java.io.IOException;

/// The client went away, fell silent, or sent what is no HTTP. No fault of the program, so it is not logged.
public final class ClientGoneException extends IOException {
    /// What the client is told where the connection still stands; 0 where it does not.
    private final int status;

    private ClientGoneException(String message, int status) {
        super(message);
        this.status = status;
    }

    static ClientGoneException closed() {
        return new ClientGoneException("the client closed the connection", 0);
    }

    static ClientGoneException malformed() {
        return new ClientGoneException("the request's body is not well-formed HTTP/1.1", 400);
    }

    static ClientGoneException silent() {
        return new ClientGoneException("request's body did not arrive in time", 408);
    }

    int status() {
        return status;
    }
}
