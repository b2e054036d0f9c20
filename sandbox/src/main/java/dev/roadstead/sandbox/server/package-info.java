/// Builds one API server from its parts.
@NullMarked
package dev.roadstead.sandbox.server;

import org.jspecify.annotations.NullMarked;
