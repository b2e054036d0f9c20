/// Runs the pods that are bound to sandbox nodes as local JVM processes.
@NullMarked
package dev.roadstead.sandbox.kubelet;

import org.jspecify.annotations.NullMarked;
