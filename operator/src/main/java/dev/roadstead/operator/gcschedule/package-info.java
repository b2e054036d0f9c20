/// Reconciles GCSchedules.
@NullMarked
package dev.roadstead.operator.gcschedule;

import org.jspecify.annotations.NullMarked;
