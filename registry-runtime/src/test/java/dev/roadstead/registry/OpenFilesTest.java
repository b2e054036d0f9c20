package dev.roadstead.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenFilesTest {
    @Test
    void leavesFilesForBlobs() {
        assertThat(OpenFiles.connections(4096, 1_048_576)).isEqualTo(4096);
        assertThat(OpenFiles.connections(4096, 1_024)).isEqualTo(640);
        assertThat(OpenFiles.connections(4096, 64)).isEqualTo(1);
    }

    @Test
    void readsTheLimitOfThisProcess() {
        assertThat(OpenFiles.connections(4096)).isPositive();
    }
}
