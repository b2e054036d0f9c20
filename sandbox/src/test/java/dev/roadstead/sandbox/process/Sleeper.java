package dev.roadstead.sandbox.process;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/// Starts a program as the sandbox does, prints its id, and waits to be killed.
final class Sleeper {

    private Sleeper() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        LocalProcess process = LocalProcess.start(
                new LocalProcess.Launch(
                        List.of("sleep", "1000"),
                        Map.of("PATH", "/usr/bin:/bin"),
                        folder,
                        folder.resolve("log"),
                        folder.resolve("processes")),
                Clock.systemUTC());
        System.out.println(process.pid());
        Thread.sleep(Long.MAX_VALUE);
    }
}
