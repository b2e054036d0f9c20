package dev.roadstead.config;

/// A document that is refused as a whole; `field` is the path of the first offence, such as
/// `proxyCaches[0].upstream.url`.
public final class InvalidConfigException extends RuntimeException {
    private final String field;

    public InvalidConfigException(String field, String message) {
        super(message, null, false, false);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
