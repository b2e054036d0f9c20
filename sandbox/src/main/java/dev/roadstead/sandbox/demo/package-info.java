/// The demonstration: every step a newcomer would take, done and timed.
@NullMarked
package dev.roadstead.sandbox.demo;

import org.jspecify.annotations.NullMarked;
