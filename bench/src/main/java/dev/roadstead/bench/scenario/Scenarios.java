package dev.roadstead.bench.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// All rows, in the order of the report.
public final class Scenarios {
    private static final int[] MEBIBYTES = {1, 10, 100};
    private static final int[] CLIENTS = {1, 10, 64};

    private Scenarios() {}

    public static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        for (String method : List.of("GET", "HEAD")) {
            all.add(new ManifestReads(method, true));
            all.add(new ManifestReads(method, false));
        }
        all.add(new ManifestWrites());
        for (int mebibytes : MEBIBYTES) {
            for (int clients : CLIENTS) {
                all.add(new Pushes(mebibytes, clients, quick(mebibytes, clients)));
            }
        }
        for (int mebibytes : MEBIBYTES) {
            for (int clients : CLIENTS) {
                all.add(new Pulls(mebibytes, clients, quick(mebibytes, clients)));
            }
        }
        all.add(new MixedTransfers());
        Stream.of(ListKind.values()).map(Lists::new).forEach(all::add);
        all.add(new ReadsUnderUpload());
        // Last: what is left of closed connections would stand in another row's figures.
        all.add(new IdleConnections());
        return List.copyOf(all);
    }

    private static boolean quick(int mebibytes, int clients) {
        return (clients == 10 && mebibytes < 100) || (clients == 1 && mebibytes == 1);
    }
}
