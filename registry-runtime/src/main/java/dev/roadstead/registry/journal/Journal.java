package dev.roadstead.registry.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;

/// The journal that is being written. What is appended outlives the process at once; a loss of power it outlives after
/// [#sync], for which no writer waits: the database itself outlives that.
public final class Journal {
    private static final long LEAST_COMPACTED_IN_BYTES = 64L << 20;

    private final JournalFolder files;

    /// All guarded by this.
    private int generation;

    private FileChannel log;
    private long before;
    private boolean changed;
    private boolean incomplete;

    private Journal(JournalFolder files, int generation, FileChannel log, boolean incomplete) throws IOException {
        this.files = files;
        this.generation = generation;
        this.log = log;
        this.incomplete = incomplete;
        this.before = log.size();
    }

    /// @param fingerprint of the database as it is found, empty when it was not closed; a journal that ended with
    /// another one is not gone on with
    public static Journal open(JournalFolder files, String fingerprint) throws IOException {
        if (!Files.isDirectory(files.folder())) {
            Files.createDirectory(files.folder());
            syncFolder(Objects.requireNonNull(files.folder().toAbsolutePath().getParent()));
        }
        int latest = files.latest().orElse(0);
        boolean complete = !fingerprint.isEmpty()
                && Files.exists(files.base(latest))
                && EndMark.isLastOf(files.log(latest), fingerprint);
        int generation = complete ? latest : latest + 1;
        return new Journal(files, generation, openLog(files, generation), !complete);
    }

    private static FileChannel openLog(JournalFolder files, int generation) throws IOException {
        FileChannel log = FileChannel.open(files.log(generation), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        log.position(log.size());
        syncFolder(files.folder());
        return log;
    }

    private static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /// Appends what is about to be committed; all of it or, by [#undo], nothing.
    public synchronized void append(List<JournalEntry> entries) throws IOException {
        before = log.position();
        for (JournalEntry entry : entries) {
            ByteBuffer line = ByteBuffer.wrap(entry.toLine());
            while (line.hasRemaining()) {
                log.write(line);
            }
        }
        changed |= !entries.isEmpty();
    }

    /// Takes back the last [#append], whole or not, because its transaction failed.
    public synchronized void undo() {
        try {
            if (log.position() > before) {
                log.truncate(before);
            }
        } catch (IOException e) {
            incomplete = true;
        }
    }

    /// Whether the database must be read for a new base before this journal tells all of it.
    public synchronized boolean isIncomplete() {
        return incomplete;
    }

    /// After a failed sync nothing is known of the log: what it told is told anew, in new files.
    public synchronized void sync() throws IOException {
        if (changed) {
            changed = false;
            try {
                log.force(false);
            } catch (IOException e) {
                incomplete = true;
                throw e;
            }
        }
    }

    /// Whether the log holds so much more than there is that a new base is worth its time.
    public synchronized boolean isLong() throws IOException {
        Path base = files.base(generation);
        return log.position() > LEAST_COMPACTED_IN_BYTES && Files.exists(base) && log.position() > 2 * Files.size(base);
    }

    /// Goes on in a new log. Changes from now on are in it; [#writeBase] tells the rest.
    public synchronized void startGeneration() throws IOException {
        FileChannel next = openLog(files, generation + 1);
        log.close();
        log = next;
        generation++;
        before = 0;
        incomplete = true;
    }

    /// Gives entries until there are no more.
    @FunctionalInterface
    public interface Source {
        /// @param sink takes entries
        void writeTo(Sink sink) throws IOException;
    }

    /// Takes one entry.
    @FunctionalInterface
    public interface Sink {
        void put(JournalEntry entry) throws IOException;
    }

    /// Writes the base of this generation: `all`, read after the generation was started.
    public void writeBase(Source all) throws IOException {
        int current = current();
        Path unfinished = files.unfinishedBase();
        try (FileChannel file = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            var lines = new java.io.BufferedOutputStream(java.nio.channels.Channels.newOutputStream(file), 1 << 16);
            all.writeTo(entry -> lines.write(entry.toLine()));
            lines.flush();
            file.force(true);
        }
        Files.move(unfinished, files.base(current), StandardCopyOption.ATOMIC_MOVE);
        syncFolder(files.folder());
        files.deleteBefore(current);
        completed();
    }

    private synchronized int current() {
        return generation;
    }

    private synchronized void completed() {
        incomplete = false;
    }

    /// @param fingerprint of the database, which was closed before and holds all that was appended
    public synchronized void end(String fingerprint) throws IOException {
        if (!incomplete) {
            log.force(false);
            log.write(ByteBuffer.wrap(EndMark.of(fingerprint)));
            log.force(false);
        }
        log.close();
    }
}
