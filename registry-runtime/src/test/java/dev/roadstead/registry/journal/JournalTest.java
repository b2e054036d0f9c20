package dev.roadstead.registry.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.registry.journal.JournalEntry.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir
    Path parent;

    private final List<String> damages = new ArrayList<>();
    private JournalFolder files;

    @BeforeEach
    void open() {
        files = new JournalFolder(parent.resolve("journal"));
    }

    private static JournalEntry tag(String name) {
        return new JournalEntry(Kind.TAG, List.of("team/app", name), List.of("sha256:1"));
    }

    private List<JournalEntry> read() throws IOException {
        List<JournalEntry> entries = new ArrayList<>();
        files.read(entries::add, damages::add);
        return entries;
    }

    private Journal complete(String fingerprint, JournalEntry... base) throws IOException {
        Journal journal = Journal.open(files, fingerprint);
        journal.writeBase(sink -> {
            for (JournalEntry entry : base) {
                sink.put(entry);
            }
        });
        return journal;
    }

    @Test
    void givesBackWhatWasAppended() throws IOException {
        Journal journal = Journal.open(files, "");
        journal.append(List.of(tag("a"), tag("b\n\"ü")));
        journal.append(List.of(new JournalEntry(Kind.BLOB, List.of("sha256:2"), List.of())));

        assertThat(read())
                .containsExactly(tag("a"), tag("b\n\"ü"), new JournalEntry(Kind.BLOB, List.of("sha256:2"), List.of()));
        assertThat(damages).isEmpty();
    }

    @Test
    void takesBackWhatWasNotCommitted() throws IOException {
        Journal journal = Journal.open(files, "");
        journal.append(List.of(tag("a")));
        journal.append(List.of(tag("b")));
        journal.undo();
        journal.append(List.of(tag("c")));

        assertThat(read()).containsExactly(tag("a"), tag("c"));
    }

    @Test
    void goesOnWhereItEndedWithItsDatabase() throws IOException {
        Journal journal = complete("new", tag("base"));
        journal.append(List.of(tag("a")));
        journal.end("then");

        Journal next = Journal.open(files, "then");
        next.append(List.of(tag("b")));

        assertThat(next.isIncomplete()).isFalse();
        assertThat(read()).containsExactly(tag("base"), tag("a"), tag("b"));
    }

    @Test
    void beginsAnewBesideAnotherDatabase() throws IOException {
        Journal journal = complete("new", tag("base"));
        journal.append(List.of(tag("a")));
        journal.end("then");

        for (String fingerprint : List.of("other", "", "hen")) {
            assertThat(Journal.open(files, fingerprint).isIncomplete())
                    .as(fingerprint)
                    .isTrue();
        }
    }

    @Test
    void aJournalThatWasNotEndedIsBegunAnew() throws IOException {
        Journal journal = complete("new", tag("base"));
        journal.append(List.of(tag("a")));

        Journal next = Journal.open(files, "then");
        next.append(List.of(tag("b")));

        assertThat(next.isIncomplete()).isTrue();
        assertThat(read()).as("until the new base is there").containsExactly(tag("base"), tag("a"), tag("b"));
        next.writeBase(sink -> sink.put(tag("new base")));
        assertThat(read()).containsExactly(tag("new base"), tag("b"));
        assertThat(next.isIncomplete()).isFalse();
    }

    @Test
    void aBaseThatFailsLeavesTheOldOne() throws IOException {
        Journal journal = complete("new", tag("base"));
        journal.startGeneration();
        journal.append(List.of(tag("a")));
        try {
            journal.writeBase(_ -> {
                throw new IOException("damaged");
            });
        } catch (IOException e) {
            assertThat(e).hasMessage("damaged");
        }

        assertThat(journal.isIncomplete()).isTrue();
        assertThat(read()).containsExactly(tag("base"), tag("a"));
    }

    @Test
    void skipsATornLineAndADamagedOne() throws IOException {
        Journal journal = Journal.open(files, "");
        journal.append(List.of(tag("a"), tag("b"), tag("c")));
        Path log = files.log(1);
        String text = Files.readString(log);
        Files.writeString(log, text.replace("\"b\"", "\"x\"") + "0123", StandardOpenOption.TRUNCATE_EXISTING);

        assertThat(read()).containsExactly(tag("a"), tag("c"));
        assertThat(damages).hasSize(2).allMatch(sentence -> sentence.contains("cannot be read"));
    }
}
