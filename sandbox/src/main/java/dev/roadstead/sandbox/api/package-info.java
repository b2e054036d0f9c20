/// Kubernetes API requests, free of any transport: verbs, discovery, watch, patches, errors.
@NullMarked
package dev.roadstead.sandbox.api;

import org.jspecify.annotations.NullMarked;
