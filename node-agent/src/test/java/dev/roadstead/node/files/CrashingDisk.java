package dev.roadstead.node.files;

import java.io.IOException;
import java.nio.file.Path;

/// Dies before a given step, and does nothing more from then on: what is on disk is what a killed process leaves.
final class CrashingDisk implements Disk {
    private final Disk disk = new LinuxDisk();
    private final Runnable afterEachStep;
    private int stepsLeft;

    CrashingDisk(int stepsLeft, Runnable afterEachStep) {
        this.stepsLeft = stepsLeft;
        this.afterEachStep = afterEachStep;
    }

    /// Not an [IOException]: nothing may handle it.
    static final class Killed extends Error {}

    boolean isDead() {
        return stepsLeft < 0;
    }

    private interface Step {
        void run() throws IOException;
    }

    private void step(Step step) throws IOException {
        if (--stepsLeft < 0) {
            throw new Killed();
        }
        step.run();
        afterEachStep.run();
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        step(() -> disk.createFolder(folder));
    }

    @Override
    public void create(Path file, byte[] content) throws IOException {
        step(() -> disk.create(file, content));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        step(() -> disk.rename(from, to));
    }

    @Override
    public void delete(Path path) throws IOException {
        step(() -> disk.delete(path));
    }

    @Override
    public void sync(Path folder) throws IOException {
        step(() -> disk.sync(folder));
    }
}
