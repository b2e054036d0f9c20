package dev.roadstead.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalProcessTest {

    @TempDir
    Path folder;

    @Test
    void keepsTheOutputAndTheExitCode() throws Exception {
        LocalProcess process = start("sh", "-c", "echo one; echo two >&2; exit 7");
        CountDownLatch ended = new CountDownLatch(1);
        process.onExit(ended::countDown);

        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();

        assertThat(process.exitCode()).isEqualTo(7);
        assertThat(process.lastLine()).isEqualTo("two");
        assertThat(folder.resolve("log")).hasContent("one\ntwo\n");
        assertThat(folder.resolve("processes")).isEmptyDirectory();
    }

    @Test
    void leavesTimeToStop() throws Exception {
        LocalProcess process = start("sh", "-c", "trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 0.05; done");
        await().until(() -> process.lastLine().equals("up"));

        process.stop(10_000);

        assertThat(process.exitCode()).isZero();
        assertThat(process.lastLine()).isEqualTo("bye");
    }

    @Test
    void killsWhatDoesNotStop() throws Exception {
        LocalProcess process = start("sh", "-c", "trap '' TERM; echo up; while :; do sleep 0.05; done");
        await().until(() -> process.lastLine().equals("up"));

        process.stop(100);

        assertThat(process.isAlive()).isFalse();
        assertThat(process.exitCode()).isEqualTo(137);
    }

    @Test
    void diesWithTheSandboxHoweverThatEnds() throws Exception {
        Process sandbox = sleeper();
        ProcessHandle program = program(sandbox);
        assertThat(program.isAlive()).isTrue();

        sandbox.destroyForcibly().waitFor();

        await().until(() -> !program.isAlive());
    }

    @Test
    void reapsWhatAnEarlierSandboxLeftBehindAndNothingElse() throws Exception {
        Process left = new ProcessBuilder("sleep", "1000").start();
        Process other = new ProcessBuilder("sleep", "1000").start();
        Path records = folder.resolve("processes");
        Reaper.record(records, left.toHandle());
        Files.writeString(records.resolve(String.valueOf(other.pid())), "2001-01-01T00:00:00Z");
        try {
            Reaper.reap(records);

            assertThat(left.isAlive()).isFalse();
            assertThat(other.isAlive()).isTrue();
            assertThat(records).isEmptyDirectory();
        } finally {
            other.destroyForcibly();
        }
    }

    private LocalProcess start(String... command) throws IOException {
        return LocalProcess.start(
                new LocalProcess.Launch(
                        List.of(command),
                        Map.of("PATH", "/usr/bin:/bin"),
                        folder,
                        folder.resolve("log"),
                        folder.resolve("processes")),
                Clock.systemUTC());
    }

    private Process sleeper() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Sleeper.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static ProcessHandle program(Process sandbox) throws IOException {
        BufferedReader reader = sandbox.inputReader();
        return ProcessHandle.of(Long.parseLong(reader.readLine())).orElseThrow();
    }
}
