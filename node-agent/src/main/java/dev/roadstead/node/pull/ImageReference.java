package dev.roadstead.node.pull;

import dev.roadstead.node.hosts.HostName;
import dev.roadstead.node.hosts.RejectedException;
import dev.roadstead.oci.Digest;
import dev.roadstead.oci.OciException;
import dev.roadstead.oci.Reference;
import dev.roadstead.oci.Repository;
import dev.roadstead.oci.Tag;

/// What a pod names, with the defaults written out: `alpine` is `docker.io/library/alpine:latest`.
public record ImageReference(HostName host, Repository repository, Reference reference) {

    /// A digest wins over a tag beside it. Throws [PullException].
    public static ImageReference parse(String text) {
        try {
            int at = text.indexOf('@');
            String name = at < 0 ? text : text.substring(0, at);
            int slash = name.indexOf('/');
            String first = slash < 0 ? "" : name.substring(0, slash);
            boolean named = first.contains(".") || first.contains(":") || first.equals("localhost");
            String path = named ? name.substring(slash + 1) : name;
            int colon = path.indexOf(':');
            String repository = colon < 0 ? path : path.substring(0, colon);
            HostName host = named ? HostName.parse(hubName(first)) : HostName.parse("docker.io");
            boolean official = host.text().equals("docker.io") && !repository.contains("/");
            Reference reference = at >= 0
                    ? new Reference.ByDigest(Digest.parse(text.substring(at + 1)))
                    : new Tag(colon < 0 ? "latest" : path.substring(colon + 1));
            return new ImageReference(
                    host, Repository.parse(official ? "library/" + repository : repository), reference);
        } catch (OciException | RejectedException e) {
            throw new PullException("\"" + text + "\" is not an image reference: " + e.getMessage());
        }
    }

    private static String hubName(String host) {
        return host.equals("index.docker.io") ? "docker.io" : host;
    }

    @Override
    public String toString() {
        String separator = reference instanceof Tag ? ":" : "@";
        return host + "/" + repository + separator + reference;
    }
}
