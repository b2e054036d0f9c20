/// Programs that live no longer than the sandbox.
@NullMarked
package dev.roadstead.sandbox.process;

import org.jspecify.annotations.NullMarked;
