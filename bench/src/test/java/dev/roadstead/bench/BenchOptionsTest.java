package dev.roadstead.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchOptionsTest {
    private final StringWriter err = new StringWriter();
    private final CommandLine command =
            Main.command(Path.of("."), () -> List.of("java")).setErr(new PrintWriter(err, true));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            --only=pull-2m-c1     | 2 | --only: there is no row 'pull-2m-c1'; --list names them (see --help)
            --rounds=0            | 2 | --rounds must be from 1 to 100, not 0 (see --help)
            --rounds=few          | 2 | Invalid value for option '--rounds': 'few' is not an int (see --help)
            --seconds=0           | 2 | --seconds must be from 0.01 to 600, not 0.0 (see --help)
            --seconds=NaN         | 2 | --seconds must be from 0.01 to 600, not NaN (see --help)
            --entries=1001        | 2 | --entries must be from 1 to 1000, not 1001 (see --help)
            --against=harbor      | 2 | --against: peers/get has no registry 'harbor', it has distribution and docker-registry; others are given by --peer (see --help)
            --work=no/such/folder | 2 | --work: no/such/folder is not a folder that can be written to (see --help)
            --json=no/such/file   | 2 | --json: no/such/file cannot be a file, or its folder is missing (see --help)
            --peer=zot            | 1 | --peer 'zot' is not understood: give NAME=PATH or NAME=http://HOST:PORT, such as zot=/usr/bin/zot
            --frobnicate          | 2 | Unknown option: '--frobnicate' (see --help)
            """)
    void refusesBadInputInOneSentence(String argument, int code, String sentence) {
        int ended = command.execute(argument, "--against=none");

        assertThat(err.toString().strip()).isEqualTo("roadstead bench: " + sentence);
        assertThat(ended).isEqualTo(code);
    }

    @Test
    void refusesTwoRegistriesOfOneName() {
        int ended = command.execute("--against=none", "--peer=roadstead=http://127.0.0.1:1");

        assertThat(ended).isEqualTo(1);
        assertThat(err.toString()).contains("two registries are named 'roadstead': give --peer another name");
    }

    @Test
    void leavesNothingBehindWhenItRefuses(@TempDir Path work) {
        int ended = command.execute("--against=none", "--entries=0", "--work=" + work);

        assertThat(ended).isEqualTo(2);
        assertThat(work).isEmptyDirectory();
    }

    @Test
    void asksForLessWhenItIsQuick() {
        var full = parsed();
        var quick = parsed("--quick");

        assertThat(quick.rounds(command.getCommandSpec())).isLessThan(full.rounds(command.getCommandSpec()));
        assertThat(quick.time(command.getCommandSpec())).isLessThan(full.time(command.getCommandSpec()));
        assertThat(quick.scenarios(command.getCommandSpec()))
                .hasSizeLessThan(full.scenarios(command.getCommandSpec()).size());
    }

    @Test
    void takesRowsByNameInTheOrderOfTheReport() {
        var options = parsed("--quick", "--only=pull-100m-c64,manifest-put");

        assertThat(options.scenarios(command.getCommandSpec()))
                .extracting(row -> row.name())
                .containsExactly("manifest-put", "pull-100m-c64");
    }

    private static BenchOptions parsed(String... arguments) {
        return CommandLine.populateCommand(new BenchOptions(), arguments);
    }
}
