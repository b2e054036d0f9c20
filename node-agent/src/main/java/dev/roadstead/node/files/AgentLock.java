package dev.roadstead.node.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One agent writes at a time: a rolling update may start the next one before this one is gone.
public final class AgentLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AgentLock.class);
    private final FileChannel channel;

    private AgentLock(FileChannel channel) {
        this.channel = channel;
    }

    /// Waits for the agent that holds it.
    public static AgentLock acquire(NodePaths paths) throws IOException {
        Files.createDirectories(paths.stateDirectory());
        FileChannel channel = FileChannel.open(paths.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            LOG.atInfo().log("waits for the other agent of this node to end");
            channel.lock();
        }
        return new AgentLock(channel);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
