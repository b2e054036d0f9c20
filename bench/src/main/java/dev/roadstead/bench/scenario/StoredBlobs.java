package dev.roadstead.bench.scenario;

import dev.roadstead.bench.load.Connection;
import dev.roadstead.bench.load.Content;
import dev.roadstead.bench.load.Request;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Blobs of one size that wait to be pulled. The first one's content is checked; later pulls are only counted, for
/// hashing
/// is the client's work.
record StoredBlobs(String repository, List<Request> pulls, long size) {
    static final long VOLUME = 200L << 20;
    private static final int MOST = 16;

    static StoredBlobs of(Stage stage, long size) throws IOException {
        String repository = "bench/pull-" + size;
        return stage.once(StoredBlobs.class, repository, () -> push(stage, repository, size));
    }

    private static StoredBlobs push(Stage stage, String repository, long size) throws IOException {
        List<Request> pulls = new ArrayList<>();
        try (var connection = new Connection(stage.target())) {
            for (long i = Math.clamp(VOLUME / size, 2, MOST); i > 0; i--) {
                Content.Blob blob = stage.blob(size);
                stage.api().push(connection, repository, blob);
                Request pull = stage.api().blob(repository, blob.digest());
                if (pulls.isEmpty()) {
                    check(connection, pull, blob.digest());
                }
                pulls.add(pull);
            }
        }
        return new StoredBlobs(repository, List.copyOf(pulls), size);
    }

    private static void check(Connection connection, Request pull, String digest) throws IOException {
        try (var sink = new DigestOutputStream(OutputStream.nullOutputStream(), MessageDigest.getInstance("SHA-256"))) {
            connection.exchange(pull, sink).expect(200, pull);
            String found =
                    "sha256:" + HexFormat.of().formatHex(sink.getMessageDigest().digest());
            if (!found.equals(digest)) {
                throw new IOException("GET %s returned content with the digest %s".formatted(pull.path(), found));
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Pulls the one that has this number.
    ///
    /// @return its size
    long pull(Connection connection, int number) throws IOException {
        Request pull = pulls.get(Math.floorMod(number, pulls.size()));
        long received = connection.exchange(pull).expect(200, pull).size();
        if (received != size) {
            throw new IOException("GET %s returned %d bytes instead of %d".formatted(pull.path(), received, size));
        }
        return received;
    }
}
