package dev.roadstead.bench.proc;

/// Reads the texts of `/proc` (man 5 proc).
final class ProcFile {
    /// Ticks a second: USER_HZ, 100 on every architecture that the JDK runs on.
    private static final double TICKS = 100;

    private ProcFile() {}

    /// User and system time of a process, from its `stat`. The name of the program, in brackets, may hold anything.
    static double processCpuSeconds(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
    }

    /// What all processors did but waiting, from the first line of `/proc/stat`: user, nice, system, irq, softirq,
    /// steal.
    static double machineCpuSeconds(String stat) {
        String[] fields = stat.lines().findFirst().orElse("").split(" +");
        long busy = 0;
        for (int i : new int[] {1, 2, 3, 6, 7, 8}) {
            busy += Long.parseLong(fields[i]);
        }
        return busy / TICKS;
    }

    /// A field of `status` in kB, as bytes, such as `VmRSS`.
    static long bytes(String status, String field) {
        return status.lines()
                .filter(line -> line.startsWith(field + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElse(0);
    }

    /// The soft limit of `limits`.
    static long openFiles(String limits) {
        return limits.lines()
                .filter(line -> line.startsWith("Max open files"))
                .map(line -> line.substring(14).strip().split(" +")[0])
                .mapToLong(soft -> soft.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(soft))
                .findFirst()
                .orElse(1024);
    }
}
