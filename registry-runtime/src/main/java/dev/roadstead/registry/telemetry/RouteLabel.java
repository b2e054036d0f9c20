package dev.roadstead.registry.telemetry;

/// The kind of a path: few enough to be a label.
enum RouteLabel {
    BASE,
    CATALOG,
    TAGS,
    MANIFEST,
    BLOB,
    UPLOAD,
    REFERRERS,
    PROBE,
    OTHER;

    static RouteLabel of(String path) {
        if (!path.startsWith("/v2")) {
            return path.equals("/healthz") || path.equals("/readyz") ? PROBE : OTHER;
        }
        if (path.equals("/v2") || path.equals("/v2/")) {
            return BASE;
        }
        if (path.equals("/v2/_catalog")) {
            return CATALOG;
        }
        int last = path.lastIndexOf('/');
        String parent = path.substring(path.lastIndexOf('/', last - 1) + 1, last);
        return switch (parent) {
            case "tags" -> TAGS;
            case "manifests" -> MANIFEST;
            case "blobs" -> path.endsWith("/uploads") ? UPLOAD : BLOB;
            case "uploads" -> UPLOAD;
            case "referrers" -> REFERRERS;
            default -> OTHER;
        };
    }
}
