package dev.roadstead.sandbox.demo;

import java.io.PrintStream;

/// Tells the person at the terminal what goes on.
public final class Progress {

    private final PrintStream out;

    public Progress(PrintStream out) {
        this.out = out;
    }

    public synchronized void say(String line) {
        out.println(line);
        out.flush();
    }

    /// A detail of what was said before.
    public void detail(String text) {
        text.lines().forEach(line -> say("    " + line));
    }
}
