/// Certificates and keys of the servers: read from files, read again when they change.
@NullMarked
package dev.roadstead.registry.tls;

import org.jspecify.annotations.NullMarked;
