/// What the controller manager and the scheduler do in a cluster: workloads to pods, pods to nodes, services to
/// endpoints, claims to volumes.
@NullMarked
package dev.roadstead.sandbox.controller;

import org.jspecify.annotations.NullMarked;
