package dev.roadstead.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "train",
        description = "Writes each component's src/main/jvm/classes from class lists of runs.",
        mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
    private final Path home;

    @Parameters(
            paramLabel = "FOLDER",
            description = "Holds files *.classlist that JVMs wrote with -XX:DumpLoadedClassList.")
    private Path folder = Path.of(".");

    TrainCommand(Path home) {
        this.home = home;
    }

    @Override
    public Integer call() throws IOException {
        List<List<String>> runs = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".classlist"))
                    .sorted()
                    .toList()) {
                runs.add(Files.readAllLines(file));
            }
        }
        for (Component component : Component.ALL) {
            List<List<String>> own = runs.stream()
                    .filter(lines -> ClassList.isOf(component, lines))
                    .toList();
            if (own.isEmpty()) {
                throw new ImageException("no class list in " + folder + " is of " + component.name());
            }
            List<String> classes = ClassList.merge(own.stream().flatMap(List::stream));
            Path target = home.resolve(component.name()).resolve("src/main/jvm/classes");
            Files.write(target, classes);
            System.out.printf("%-17s %5d classes of %d runs%n", component.name(), classes.size(), own.size());
        }
        return 0;
    }
}
