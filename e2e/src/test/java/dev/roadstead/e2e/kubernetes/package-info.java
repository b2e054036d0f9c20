/// A real Kubernetes as local processes: where its programs are, how they are started, what they saw.
@NullMarked
package dev.roadstead.e2e.kubernetes;

import org.jspecify.annotations.NullMarked;
