package dev.roadstead.bench.scenario;

import dev.roadstead.bench.load.Clients;
import dev.roadstead.bench.load.Request;
import dev.roadstead.bench.load.Until;
import java.io.IOException;

/// GET of a list: of tags, of referrers, of repositories.
record Lists(ListKind kind) implements Scenario {
    private static final int CLIENTS = 4;

    @Override
    public String name() {
        return kind.row();
    }

    @Override
    public String title() {
        return "GET %s, %d clients".formatted(kind.what(), CLIENTS);
    }

    @Override
    public Unit unit() {
        return Unit.REQUESTS;
    }

    @Override
    public boolean quick() {
        return true;
    }

    @Override
    public void prepare(Stage stage) throws IOException {
        request(stage);
    }

    @Override
    public Outcome run(Stage stage, Until until) throws IOException, InterruptedException {
        Request request = request(stage);
        return Outcome.of(Clients.run(stage.target(), CLIENTS, until, (connection, _) -> {
            connection.exchange(request).expect(200, request);
            return 0;
        }));
    }

    private Request request(Stage stage) throws IOException {
        return stage.once(Request.class, kind.row(), () -> kind.fill(stage));
    }
}
