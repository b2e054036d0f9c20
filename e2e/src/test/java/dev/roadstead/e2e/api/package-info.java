/// What clients rely on of a Kubernetes API server, as suites that run against an address. They speak plain HTTP and
/// JSON,
/// so that no client library hides a difference between one server and another.
@NullMarked
package dev.roadstead.e2e.api;

import org.jspecify.annotations.NullMarked;
