/// What the registry holds, for those who serve, receive or fetch content: blobs, manifests, tags and unfinished
/// uploads of repositories, over the objects and the metadata. The way in is
/// [dev.roadstead.registry.content.ContentStore].
@NullMarked
package dev.roadstead.registry.content;

import org.jspecify.annotations.NullMarked;
