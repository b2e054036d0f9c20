/// Forwards TCP from a Service's clusterIP to its ready endpoints.
@NullMarked
package dev.roadstead.sandbox.proxy;

import org.jspecify.annotations.NullMarked;
