/// Linux' own figures of processes and of the machine.
@NullMarked
package dev.roadstead.bench.proc;

import org.jspecify.annotations.NullMarked;
