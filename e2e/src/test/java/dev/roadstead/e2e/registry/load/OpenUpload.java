package dev.roadstead.e2e.registry.load;

/// An upload that a client has begun.
///
/// @param acknowledged how many bytes the registry said it keeps
/// @param sent how many it may keep
record OpenUpload(String id, String repository, Content content, long acknowledged, long sent) {

    String path() {
        return "/v2/" + repository + "/blobs/uploads/" + id;
    }

    OpenUpload sending(long upTo) {
        return new OpenUpload(id, repository, content, acknowledged, upTo);
    }

    OpenUpload kept(long offset) {
        return new OpenUpload(id, repository, content, offset, offset);
    }

    boolean mayBeAt(long offset) {
        return acknowledged <= offset && offset <= sent;
    }
}
