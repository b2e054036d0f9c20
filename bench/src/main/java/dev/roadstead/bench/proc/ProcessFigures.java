package dev.roadstead.bench.proc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What Linux says of one process, all its threads together.
public final class ProcessFigures {
    private final Path folder;

    private ProcessFigures(Path folder) {
        this.folder = folder;
    }

    public static ProcessFigures of(long pid) {
        return new ProcessFigures(Path.of("/proc/" + pid));
    }

    public static ProcessFigures ofThisProcess() {
        return new ProcessFigures(Path.of("/proc/self"));
    }

    public double cpuSeconds() throws IOException {
        return ProcFile.processCpuSeconds(read("stat"));
    }

    public long residentBytes() throws IOException {
        return ProcFile.bytes(read("status"), "VmRSS");
    }

    public long peakResidentBytes() throws IOException {
        return ProcFile.bytes(read("status"), "VmHWM");
    }

    public long openFilesLimit() throws IOException {
        return ProcFile.openFiles(read("limits"));
    }

    private String read(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }
}
