/// Reads folders of Kubernetes YAML, the way kustomize lists them, and applies them.
@NullMarked
package dev.roadstead.sandbox.manifests;

import org.jspecify.annotations.NullMarked;
