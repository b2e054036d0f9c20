/// A thin HTTP/1.1 server on Netty: no type of Netty leaves this package.
@NullMarked
package dev.roadstead.registry.http;

import org.jspecify.annotations.NullMarked;
