package dev.roadstead.bench.contender;

import dev.roadstead.bench.load.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A registry that takes part.
public sealed interface Contender {
    String name();

    /// Starts it, or looks whether it answers, and returns when it has.
    ///
    /// @param folder of its own, made by this
    /// @param certificate null for plain HTTP
    Running start(Path folder, @Nullable Certificate certificate) throws IOException, InterruptedException;

    /// @param java program and options of the registry's JVM, up to the class that is started
    static Contender roadstead(List<String> java) {
        return new Program("roadstead", new RoadsteadRecipe(java));
    }

    static Contender distribution(String name, Path program) {
        return new Program(name, new DistributionRecipe(program));
    }

    static Contender zot(String name, Path program) {
        return new Program(name, new ZotRecipe(program));
    }

    /// Started here, on a loopback port, with its own data.
    record Program(String name, Recipe recipe) implements Contender {
        @Override
        public Running start(Path folder, @Nullable Certificate certificate) throws IOException, InterruptedException {
            return Starter.start(name, recipe, folder, certificate);
        }
    }

    /// Runs already, started by somebody else: CPU time, memory and start-up stay unknown.
    record Address(String name, Target target) implements Contender {
        @Override
        public Running start(Path folder, @Nullable Certificate certificate) throws IOException {
            Starter.requireAnswer(name, target);
            return new Running(name, target, null, null, folder);
        }
    }
}
