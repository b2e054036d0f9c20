package dev.roadstead.bench.contender;

/// Knows how one product is started as it ships.
@FunctionalInterface
interface Recipe {
    Launch launch(Place place);
}
