/// Health and metrics of the operator itself.
@NullMarked
package dev.roadstead.operator.telemetry;

import org.jspecify.annotations.NullMarked;
