/// The one writer of `certs.d`: a three-way plan per host, and its execution so that containerd never sees a half
/// written file, wherever the process dies. DESIGN.md beside this file tells the order of steps.
@NullMarked
package dev.roadstead.node.files;

import org.jspecify.annotations.NullMarked;
