/// Where the bytes of blobs are kept. An object's key says nothing of its content: which digest an object holds is a
/// row in the metadata.
@NullMarked
package dev.roadstead.registry.storage;

import org.jspecify.annotations.NullMarked;
