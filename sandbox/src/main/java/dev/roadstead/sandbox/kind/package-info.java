/// Which kinds the server serves: the built-in table and the kinds that CRDs add at run time.
@NullMarked
package dev.roadstead.sandbox.kind;

import org.jspecify.annotations.NullMarked;
