package dev.roadstead.e2e.registry.load;

import dev.roadstead.e2e.registry.load.RegistryClient.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/// One client's requests: what changes something is in doubt from the request to its answer.
final class Writer {
    /// For a change that must be refused.
    static final int NEVER = 0;

    private static final byte[] NOTHING = {};

    private final String name;
    private final Model model;
    private final RegistryClient registry;

    Writer(String name, Model model, RegistryClient registry) {
        this.name = name;
        this.model = model;
        this.registry = registry;
    }

    @SuppressWarnings("ArrayRecordComponent")
    record Change(String method, String path, byte[] body, List<String> headers) {
        static Change of(String method, String path) {
            return new Change(method, path, NOTHING, List.of());
        }
    }

    Model model() {
        return model;
    }

    /// Asks for a change that `done` confirms. Another status that is not expected ends the test.
    Answer change(Effect effect, Change change, int done, Set<Integer> refusals) throws NoAnswerException {
        model.ask(name, effect);
        Answer answer = send(change);
        if (answer.status() == done) {
            model.acknowledge(name);
        } else if (refusals.contains(answer.status())) {
            model.refuse(name);
        } else {
            throw unexpected(change, answer);
        }
        return answer;
    }

    private Answer send(Change change) throws NoAnswerException {
        return registry.send(
                change.method(), change.path(), change.body(), change.headers().toArray(String[]::new));
    }

    /// Looks at what this client alone can change.
    Answer look(String path, boolean isThere) throws NoAnswerException {
        Change get = Change.of("GET", path);
        Answer answer = send(get);
        if (answer.status() / 100 == 2 != isThere || (!isThere && answer.status() != 404)) {
            throw unexpected(get, answer);
        }
        return answer;
    }

    private AssertionError unexpected(Change change, Answer answer) {
        return new AssertionError(name + ": " + change.method() + " " + change.path() + " got " + answer.status() + " "
                + new String(answer.body(), StandardCharsets.UTF_8));
    }
}
