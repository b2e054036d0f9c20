/// Jazzer's fuzz tests of the values that clients write. A class has one, for Jazzer fuzzes one in each process; fuzz
/// tests of a package's own parsers stand in that package. Without `JAZZER_FUZZ` they run over their seeds only.
package dev.roadstead.registry.fuzz;
