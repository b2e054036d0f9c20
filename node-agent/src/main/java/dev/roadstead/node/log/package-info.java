/// The agent's log: one line an event, to standard error. A logging library would be a tenth of the agent's memory.
@NullMarked
package dev.roadstead.node.log;

import org.jspecify.annotations.NullMarked;
