/// Bad input, row by row. `Rows` names every row and where it is tried; `AttackTableTest` runs the table.
package dev.roadstead.registry.attack;
