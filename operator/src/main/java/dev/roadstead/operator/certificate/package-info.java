/// The operator's own certificate authority, and the leaves it issues.
@NullMarked
package dev.roadstead.operator.certificate;

import org.jspecify.annotations.NullMarked;
