package dev.roadstead.e2e.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFileSystemTest {
    @TempDir
    Path work;

    @Test
    void hasItsPowerBackThoughAnotherNamespaceTookACopyAlong() throws Exception {
        Program unshare = Program.require("unshare");
        try (ScratchFileSystem disk = ScratchFileSystem.ext4(work, 8, 100)) {
            Process other = new ProcessBuilder(
                            unshare.file().toString(),
                            "--mount",
                            "--propagation",
                            "private",
                            "sh",
                            "-c",
                            "echo ready; read _")
                    .start();
            try (BufferedReader said = other.inputReader()) {
                assertThat(said.readLine()).isEqualTo("ready");
                disk.cutPower();
                disk.unmount();
                disk.mount();

                try (FileChannel file = FileChannel.open(
                        disk.folder().resolve("file"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                    file.write(ByteBuffer.allocate(10));
                    file.force(true);
                }
            } finally {
                other.destroyForcibly().waitFor();
            }
        }
    }
}
