/// Conditions: built fresh on each visit, keeping the transition times of those whose status did not change.
@NullMarked
package dev.roadstead.operator.condition;

import org.jspecify.annotations.NullMarked;
