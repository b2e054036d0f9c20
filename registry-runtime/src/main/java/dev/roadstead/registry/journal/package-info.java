/// What the metadata say, a second time: lines in files beside the objects, from which the metadata are made anew when
/// they are lost (decision 0010).
@NullMarked
package dev.roadstead.registry.journal;

import org.jspecify.annotations.NullMarked;
