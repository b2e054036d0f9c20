/// The documents that the operator writes and the workloads read, and the answers of the admin API. Each has one reader
/// and one writer.
@NullMarked
package dev.roadstead.config;

import org.jspecify.annotations.NullMarked;
