package dev.roadstead.registry.journal;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The files of a journal, in generations.
///
/// ```
/// 00000007.base        all there was, read while 7.log grew; complete, or not there
/// 00000007.log         each change since 7.base was begun
/// 00000008.log         each change since then, where 8.base is not complete yet
/// ```
public final class JournalFolder {
    private static final Pattern FILE = Pattern.compile("(\\d{8})\\.(base|log)");

    private final Path folder;

    public JournalFolder(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    Path base(int generation) {
        return folder.resolve("%08d.base".formatted(generation));
    }

    Path log(int generation) {
        return folder.resolve("%08d.log".formatted(generation));
    }

    Path unfinishedBase() {
        return folder.resolve("unfinished");
    }

    private List<Integer> generations(String type) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> FILE.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .filter(name -> name.group(2).equals(type))
                    .map(name -> Integer.parseInt(name.group(1)))
                    .sorted()
                    .toList();
        }
    }

    /// Whether there is something to make metadata of.
    public boolean isEmpty() throws IOException {
        return generations("log").isEmpty() && generations("base").isEmpty();
    }

    OptionalInt latest() throws IOException {
        return Stream.concat(generations("log").stream(), generations("base").stream())
                .mapToInt(generation -> generation)
                .max();
    }

    /// What the latest base makes superfluous.
    void deleteBefore(int generation) throws IOException {
        for (int each : generations("log")) {
            if (each < generation) {
                Files.delete(log(each));
            }
        }
        for (int each : generations("base")) {
            if (each < generation) {
                Files.delete(base(each));
            }
        }
    }

    /// Gives all entries in their order; where there is no base, from the oldest log on.
    ///
    /// @param damage is told of lines that cannot be read, a sentence each
    public void read(Consumer<JournalEntry> entries, Consumer<String> damage) throws IOException {
        List<Integer> bases = generations("base");
        List<Path> files = new ArrayList<>();
        int first = bases.isEmpty() ? 0 : bases.getLast();
        if (!bases.isEmpty()) {
            files.add(base(first));
        }
        generations("log").stream().filter(each -> each >= first).map(this::log).forEach(files::add);
        for (Path file : files) {
            read(file, entries, damage);
        }
    }

    private static void read(Path file, Consumer<JournalEntry> entries, Consumer<String> damage) throws IOException {
        long number = 0;
        try (InputStream lines = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            for (byte[] line = next(lines); line.length > 0; line = next(lines)) {
                number++;
                if (line.length == 1 || EndMark.isOne(line)) {
                    continue;
                }
                byte[] content = java.util.Arrays.copyOf(line, line.length - 1);
                JournalEntry.parse(content)
                        .ifPresentOrElse(entries, told(damage, "line " + number + " of " + file + " cannot be read"));
            }
        }
    }

    private static Runnable told(Consumer<String> damage, String sentence) {
        return () -> damage.accept(sentence);
    }

    /// With its newline; empty at the end. A line that was torn by the end of a process has lost its end.
    private static byte[] next(InputStream lines) throws IOException {
        var line = new ByteArrayOutputStream(256);
        for (int next = lines.read(); next >= 0; next = lines.read()) {
            line.write(next);
            if (next == '\n') {
                break;
            }
        }
        return line.toByteArray();
    }
}
