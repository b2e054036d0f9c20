/// Certificates and token signing keys of one sandbox.
@NullMarked
package dev.roadstead.sandbox.tls;

import org.jspecify.annotations.NullMarked;
