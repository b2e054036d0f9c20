package dev.roadstead.registry.proxy;

import dev.roadstead.oci.Repository;

/// A repository as it is called here, and as its upstream calls it.
record CachedName(Repository local, Repository upstream) {}
