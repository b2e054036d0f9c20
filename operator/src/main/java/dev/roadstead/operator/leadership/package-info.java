/// Who works where several operators run: the one that holds the Lease.
@NullMarked
package dev.roadstead.operator.leadership;

import org.jspecify.annotations.NullMarked;
