package dev.roadstead.node.files;

import dev.roadstead.node.hosts.DesiredHosts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the node's files what the plans say. Used by one thread of the one agent that holds the lock.
public final class NodeFiles {
    private static final Logger LOG = LoggerFactory.getLogger(NodeFiles.class);
    private final NodePaths paths;
    private final FileWriter writer;
    private final JsonFile stateFile;
    private final FilePlanner planner;
    private final FileActions actions;
    private final CertsFolders folders;
    private final RepairLimit repairs = new RepairLimit();

    /// @param caGrace how long a CA file stays that no `hosts.toml` names any more
    public NodeFiles(NodePaths paths, Disk disk, Duration caGrace) {
        this.paths = paths;
        this.writer = new FileWriter(disk);
        this.stateFile = new JsonFile(paths.appliedFiles(), writer);
        this.planner = new FilePlanner(caGrace);
        this.actions = new FileActions(paths, writer);
        this.folders = new CertsFolders(paths);
    }

    /// Never throws for what the disk does: that is in the report.
    public FilesReport apply(DesiredHosts desired, Instant now) {
        FilesReport.Builder report = new FilesReport.Builder();
        try {
            String refusal = folders.refusal();
            if (refusal != null) {
                problemForAll(desired, refusal, report);
            } else if (pass(desired, now, report)) {
                report = new FilesReport.Builder();
                pass(desired, now, report);
                report.changed();
            }
        } catch (IOException e) {
            problemForAll(desired, DiskTrouble.sentence(paths.stateDirectory(), e), report);
        }
        return report.build();
    }

    /// True when it brought back a file that is in the way, which the next pass has to report.
    private boolean pass(DesiredHosts desired, Instant now, FilesReport.Builder report) throws IOException {
        sweep();
        AppliedFiles before = stateFile.read().map(AppliedFiles::from).orElse(AppliedFiles.NONE);
        FilePlan plan = planner.plan(new FilePlanner.Input(desired, before, pristine(), folders.read(), now));
        Map<String, AppliedFiles.Host> hosts = new TreeMap<>(before.hosts());
        plan.actions().forEach(action -> intend(action, hosts));
        stateFile.write(new AppliedFiles(hosts, plan.retired()).toJson());
        boolean again = false;
        for (HostAction action : plan.actions()) {
            again |= action instanceof HostAction.Restore && desired.hosts().containsKey(action.folder());
            run(action, before, hosts, now, report);
        }
        stateFile.write(new AppliedFiles(hosts, plan.retired()).toJson());
        return again;
    }

    private static void intend(HostAction action, Map<String, AppliedFiles.Host> hosts) {
        AppliedFiles.Host applied = action instanceof HostAction.Keep keep ? keep.applied() : action.written();
        if (applied != null) {
            hosts.put(action.folder(), applied);
        }
    }

    private void run(
            HostAction action,
            AppliedFiles before,
            Map<String, AppliedFiles.Host> hosts,
            Instant now,
            FilesReport.Builder report) {
        AppliedFiles.Host applied = action.written();
        if (applied != null && action.repair()) {
            if (repairs.isReached(action.folder(), now)) {
                report.conflict(applied.mirror(), applied.host(), fight(action.folder()));
                return;
            }
            repairs.count(action.folder(), now);
            LOG.atWarn().addKeyValue("host", applied.host()).log("repairs files that somebody changed");
        }
        try {
            actions.run(action);
            settle(action, hosts, report);
        } catch (IOException e) {
            AppliedFiles.Host old = before.hosts().get(action.folder());
            if (old == null) {
                hosts.remove(action.folder());
            } else {
                hosts.put(action.folder(), old);
            }
            String mirror = applied != null ? applied.mirror() : old != null ? old.mirror() : "";
            report.problem(mirror, DiskTrouble.sentence(paths.folder(action.folder()), e));
        }
    }

    private static String fight(String folder) {
        return "certs.d/" + folder + " was changed by somebody else " + RepairLimit.MAX_REPAIRS + " times in "
                + RepairLimit.WINDOW.toMinutes() + " minutes: find the other writer (k3s, nodeadm, a configuration"
                + " manager) and stop it, or take the host out of the NodeMirror";
    }

    private static void settle(HostAction action, Map<String, AppliedFiles.Host> hosts, FilesReport.Builder report) {
        switch (action) {
            case HostAction.Keep keep -> report.host(keep.applied());
            case HostAction.Create create -> {
                report.host(create.applied());
                report.changed();
            }
            case HostAction.Update update -> {
                report.host(update.applied());
                report.changed();
            }
            case HostAction.Restore _, HostAction.RemoveFolder _, HostAction.RemoveFiles _ -> {
                hosts.remove(action.folder());
                report.changed();
            }
            case HostAction.Forget _ -> hosts.remove(action.folder());
            case HostAction.Conflict conflict ->
                report.conflict(conflict.mirror(), conflict.host(), conflict.message());
            case HostAction.DeleteCa _ -> {}
        }
    }

    private static void problemForAll(DesiredHosts desired, String message, FilesReport.Builder report) {
        desired.rejected().keySet().forEach(mirror -> report.problem(mirror, message));
    }

    /// Removes what a killed agent left half done.
    private void sweep() throws IOException {
        for (Path path : folders.unfinished()) {
            writer.deleteTree(path);
        }
    }

    private Map<String, String> pristine() throws IOException {
        Map<String, String> pristine = new HashMap<>();
        if (Files.isDirectory(paths.pristineFolders(), LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> copies = Files.newDirectoryStream(paths.pristineFolders())) {
                for (Path copy : copies) {
                    Path file = copy.resolve(NodePaths.HOSTS_FILE);
                    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                        pristine.put(
                                copy.getFileName().toString(),
                                new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
                    }
                }
            }
        }
        return pristine;
    }
}
