/// The loop that ties plans, files, proof and report together.
@NullMarked
package dev.roadstead.node.agent;

import org.jspecify.annotations.NullMarked;
