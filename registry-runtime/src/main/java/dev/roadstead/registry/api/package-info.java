/// The OCI distribution API, one handler per resource, over the content store.
@NullMarked
package dev.roadstead.registry.api;

import org.jspecify.annotations.NullMarked;
