package dev.roadstead.bench.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProcFileTest {
    @Test
    void readsTheCpuTimeOfAProgramWithAnOddName() {
        String stat = "42 (a) b (c) S 1 42 42 0 -1 4194560 500 0 0 0 150 50 7 7 20 0 9 0 1000 100000 500";

        assertThat(ProcFile.processCpuSeconds(stat)).isEqualTo(2.0);
    }

    @Test
    void countsWhatProcessorsDoButWaiting() {
        assertThat(ProcFile.machineCpuSeconds("cpu  100 20 30 4000 500 6 7 8 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0\n"))
                .isEqualTo(1.71);
    }

    @Test
    void readsMemoryAndLimits() {
        assertThat(ProcFile.bytes("VmHWM:\t  2048 kB\nVmRSS:\t    1024 kB\n", "VmRSS"))
                .isEqualTo(1 << 20);
        assertThat(
                        ProcFile.openFiles(
                                "Limit  Soft Limit  Hard Limit  Units\nMax open files            1024                 4096                 files\n"))
                .isEqualTo(1024);
    }

    @Test
    void countsClientEndsOfOpenConnections() {
        String table = """
                  sl  local_address rem_address   st tx_queue
                   0: 0100007F:1388 0100007F:C001 01 0
                   1: 0100007F:C001 0100007F:1388 01 0
                   2: 0100007F:C002 0100007F:1388 08 0
                """;

        assertThat(Sockets.establishedTo(5000, table)).isEqualTo(1);
    }

    @Test
    void readsItsOwnProcess() throws IOException {
        assertThat(ProcessFigures.ofThisProcess().residentBytes()).isPositive();
        assertThat(ProcessFigures.ofThisProcess().cpuSeconds()).isPositive();
        assertThat(Machine.cpuSeconds()).isPositive();
    }
}
