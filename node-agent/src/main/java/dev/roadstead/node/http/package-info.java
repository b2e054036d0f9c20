/// HTTP/1.1 over sockets (RFC 9112), as much of it as the agent needs. The JDK's client would be an eighth of its
/// memory.
@NullMarked
package dev.roadstead.node.http;

import org.jspecify.annotations.NullMarked;
