/// OCI values and wire shapes, as the OCI distribution and image specifications name them. No I/O.
@NullMarked
package dev.roadstead.oci;

import org.jspecify.annotations.NullMarked;
