/// The TLS listener that carries API requests over HTTP/1.1.
@NullMarked
package dev.roadstead.sandbox.http;

import org.jspecify.annotations.NullMarked;
