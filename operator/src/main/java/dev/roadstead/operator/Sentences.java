package dev.roadstead.operator;

/// A failure as one sentence, from the cause that says most.
final class Sentences {
    private Sentences() {}

    static String of(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        String cause = deepest.getMessage() == null ? deepest.getClass().getSimpleName() : deepest.getMessage();
        String first = message.lines().findFirst().orElse(message);
        return first.contains(cause)
                ? first
                : first + " (" + cause.lines().findFirst().orElse("") + ")";
    }
}
