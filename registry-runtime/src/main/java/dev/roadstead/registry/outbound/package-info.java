/// Every HTTP request that this process sends. The rules that keep it from being turned against its own network, or
/// from giving away credentials, stand here and nowhere else.
@NullMarked
package dev.roadstead.registry.outbound;

import org.jspecify.annotations.NullMarked;
