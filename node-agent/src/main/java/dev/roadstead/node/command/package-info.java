/// What a person can ask of the agent's program.
@NullMarked
package dev.roadstead.node.command;

import org.jspecify.annotations.NullMarked;
