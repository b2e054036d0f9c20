package dev.roadstead.registry.content;

import dev.roadstead.oci.Repository;
import dev.roadstead.oci.Tag;
import dev.roadstead.registry.metadata.MetadataStore;
import dev.roadstead.registry.metadata.RepoTable;
import dev.roadstead.registry.metadata.TagTable;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// The tags of repositories.
public final class Tags {
    private final MetadataStore metadata;
    private final Clock clock;

    Tags(MetadataStore metadata, Clock clock) {
        this.metadata = metadata;
        this.clock = clock;
    }

    /// A page of names in the order of their bytes; empty if there is no such repository.
    public Optional<List<String>> list(Repository repository, String after, int limit) {
        return metadata.read(session -> {
            Optional<Long> repo = RepoTable.find(session, repository);
            return repo.isEmpty() ? Optional.empty() : Optional.of(TagTable.list(session, repo.get(), after, limit));
        });
    }

    /// Removes the tag and leaves its manifest; false if there was no such tag.
    public boolean delete(Repository repository, Tag tag) {
        return metadata.write(session -> {
            Optional<Long> repo = RepoTable.find(session, repository);
            return repo.isPresent() && TagTable.delete(session, repo.get(), tag, clock.instant());
        });
    }
}
