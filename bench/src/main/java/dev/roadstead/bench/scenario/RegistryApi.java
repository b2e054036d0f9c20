package dev.roadstead.bench.scenario;

import dev.roadstead.bench.load.Answer;
import dev.roadstead.bench.load.Blobs;
import dev.roadstead.bench.load.Connection;
import dev.roadstead.bench.load.Content;
import dev.roadstead.bench.load.Request;
import dev.roadstead.bench.load.Target;
import java.io.IOException;

/// The requests of the distribution specification that the rows are made of.
record RegistryApi(Target target) {

    Request blob(String repository, String digest) {
        return Request.of(target, "GET", "/v2/" + repository + "/blobs/" + digest);
    }

    /// @param method GET or HEAD
    Request manifest(String method, String repository, String reference) {
        return Request.of(target, method, "/v2/" + repository + "/manifests/" + reference)
                .withHeaders(Request.ACCEPT_MANIFESTS);
    }

    Request tags(String repository) {
        return Request.of(target, "GET", "/v2/" + repository + "/tags/list");
    }

    Request referrers(String repository, String digest) {
        return Request.of(target, "GET", "/v2/" + repository + "/referrers/" + digest);
    }

    Request catalog(int limit) {
        return Request.of(target, "GET", "/v2/_catalog?n=" + limit);
    }

    /// As containerd and oras push: POST for a session, then PUT with the whole blob.
    ///
    /// @return its size
    long push(Connection connection, String repository, Content.Blob blob) throws IOException {
        Request begin = Request.of(target, "POST", "/v2/" + repository + "/blobs/uploads/");
        Answer begun = connection.exchange(begin).expect(202, begin);
        if (begun.location() == null) {
            throw new IOException("POST of an upload was answered without a Location");
        }
        String session = Target.pathOf(begun.location());
        Request put = Request.of(
                        target, "PUT", session + (session.contains("?") ? "&" : "?") + "digest=" + blob.digest())
                .withHeaders("Content-Type: application/octet-stream\r\n")
                .with(blob);
        connection.exchange(put).expect(201, put);
        return blob.size();
    }

    /// @return its digest
    String putManifest(Connection connection, String repository, String reference, TestManifest manifest)
            throws IOException {
        Request put = Request.of(target, "PUT", "/v2/" + repository + "/manifests/" + reference)
                .withHeaders("Content-Type: " + manifest.mediaType() + "\r\n")
                .with(new Content.Bytes(manifest.bytes()));
        connection.exchange(put).expect(201, put);
        return Blobs.digestOf(manifest.bytes());
    }
}
