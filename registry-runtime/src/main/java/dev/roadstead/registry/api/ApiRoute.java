package dev.roadstead.registry.api;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.ErrorCode;
import dev.roadstead.oci.OciException;
import dev.roadstead.oci.Reference;
import dev.roadstead.oci.Repository;
import java.util.List;

/// What a path of the API names (distribution specification, "Endpoints"). Parsed once; nothing behind it looks at the
/// path again.
public sealed interface ApiRoute {

    /// Something inside one repository.
    sealed interface InRepository extends ApiRoute {
        Repository repository();

        /// The path below `/v2/<repository>/`.
        String rest();

        default String path() {
            return "/v2/" + repository() + "/" + rest();
        }
    }

    /// `/v2/`
    record Base() implements ApiRoute {}

    /// `/v2/_catalog`
    record Catalog() implements ApiRoute {}

    /// `/v2/<name>/tags/list`
    record Tags(Repository repository) implements InRepository {
        @Override
        public String rest() {
            return "tags/list";
        }
    }

    /// `/v2/<name>/manifests/<reference>`
    record Manifest(Repository repository, Reference reference) implements InRepository {
        @Override
        public String rest() {
            return "manifests/" + reference;
        }
    }

    /// `/v2/<name>/blobs/<digest>`
    record Blob(Repository repository, Digest digest) implements InRepository {
        @Override
        public String rest() {
            return "blobs/" + digest;
        }
    }

    /// `/v2/<name>/blobs/uploads/`
    record Uploads(Repository repository) implements InRepository {
        @Override
        public String rest() {
            return "blobs/uploads/";
        }
    }

    /// `/v2/<name>/blobs/uploads/<id>`
    record Upload(Repository repository, String id) implements InRepository {
        @Override
        public String rest() {
            return "blobs/uploads/" + id;
        }
    }

    /// `/v2/<name>/referrers/<digest>`
    record Referrers(Repository repository, Digest subject) implements InRepository {
        @Override
        public String rest() {
            return "referrers/" + subject;
        }
    }

    /// Reads the path from its end, where the resource stands, so that a repository may have a name like `a/blobs`.
    /// Throws [OciException] when a part is malformed or nothing has such a path.
    static ApiRoute parse(String path) {
        if (path.equals("/v2") || path.equals("/v2/")) {
            return new Base();
        }
        if (!path.startsWith("/v2/")) {
            throw notFound();
        }
        if (path.equals("/v2/_catalog")) {
            return new Catalog();
        }
        List<String> segments = List.of(path.substring("/v2/".length()).split("/", -1));
        int size = segments.size();
        if (size < 3) {
            throw notFound();
        }
        String last = segments.get(size - 1);
        return switch (segments.get(size - 2)) {
            case "manifests" -> new Manifest(name(segments, 2), Reference.parse(last));
            case "referrers" -> new Referrers(name(segments, 2), Digest.parse(last));
            case "tags" -> tags(segments, last);
            case "uploads" -> upload(segments, last);
            case "blobs" -> blob(segments, last);
            default -> throw notFound();
        };
    }

    private static ApiRoute tags(List<String> segments, String last) {
        if (!last.equals("list")) {
            throw notFound();
        }
        return new Tags(name(segments, 2));
    }

    private static ApiRoute upload(List<String> segments, String last) {
        int size = segments.size();
        if (size < 4 || !segments.get(size - 3).equals("blobs")) {
            throw notFound();
        }
        Repository repository = name(segments, 3);
        return last.isEmpty() ? new Uploads(repository) : new Upload(repository, last);
    }

    private static ApiRoute blob(List<String> segments, String last) {
        Repository repository = name(segments, 2);
        return last.equals("uploads") ? new Uploads(repository) : new Blob(repository, Digest.parse(last));
    }

    private static Repository name(List<String> segments, int segmentsAfter) {
        return Repository.parse(String.join("/", segments.subList(0, segments.size() - segmentsAfter)));
    }

    private static OciException notFound() {
        return OciException.withStatus(ErrorCode.UNSUPPORTED, 404, "the API has no such path");
    }
}
