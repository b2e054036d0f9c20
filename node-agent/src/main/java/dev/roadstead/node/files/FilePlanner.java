package dev.roadstead.node.files;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.config.MirrorPlan.ForeignFiles;
import dev.roadstead.node.hosts.CaBundle;
import dev.roadstead.node.hosts.DesiredHosts;
import dev.roadstead.node.hosts.Existing;
import dev.roadstead.node.hosts.HostPlan;
import dev.roadstead.node.hosts.HostsReader;
import dev.roadstead.node.hosts.HostsWriter;
import dev.roadstead.node.hosts.ManagedHeader;
import dev.roadstead.node.hosts.UnusableFileException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Three-way and pure: what is desired, what was applied last, what is there.
final class FilePlanner {
    private final Duration caGrace;

    FilePlanner(Duration caGrace) {
        this.caGrace = caGrace;
    }

    /// @param pristine somebody else's files that were kept, by folder
    /// @param current folders that are there
    record Input(
            DesiredHosts desired,
            AppliedFiles applied,
            Map<String, String> pristine,
            Map<String, Folder> current,
            Instant now) {
        Folder folder(String name) {
            return current.getOrDefault(name, new Folder.Absent());
        }

        AppliedFiles.@Nullable Host appliedHost(String name) {
            return applied.hosts().get(name);
        }
    }

    FilePlan plan(Input input) {
        List<HostAction> actions = new ArrayList<>();
        List<AppliedFiles.Retired> retired = new ArrayList<>();
        Set<String> names = new TreeSet<>(input.desired().hosts().keySet());
        names.addAll(input.applied().hosts().keySet());
        names.addAll(input.pristine().keySet());
        input.current().forEach((name, folder) -> {
            if (folder instanceof Folder.Present present
                    && (present.ours().isPresent() || !present.ownCas().isEmpty())
                    && !CertsFolders.isProbe(name)) {
                names.add(name);
            }
        });
        for (String name : names) {
            HostPlan desired = input.desired().hosts().get(name);
            AppliedFiles.Host before = input.appliedHost(name);
            if (desired != null) {
                actions.add(desired(name, desired, input));
            } else if (input.desired().unusable().contains(name) && before != null) {
                actions.add(new HostAction.Keep(name, before));
            } else {
                actions.add(removal(name, input));
            }
        }
        List.copyOf(actions).forEach(action -> retire(action, input, actions, retired));
        return new FilePlan(actions, retired);
    }

    private static HostAction desired(String name, HostPlan plan, Input input) {
        return switch (input.folder(name)) {
            case Folder.Untouchable(String reason) ->
                conflict(name, plan, "the folder certs.d/" + name + " " + reason + ": move it away");
            case Folder.Absent _ -> create(name, plan, input);
            case Folder.Present present -> {
                if (present.hostsFile() == null) {
                    yield write(name, plan, present, input, docker(plan, present), null);
                }
                yield present.ours().isPresent()
                        ? ours(name, plan, present, input)
                        : foreign(name, plan, present, input, present.hostsFile());
            }
        };
    }

    private static HostAction create(String name, HostPlan plan, Input input) {
        String text = HostsWriter.render(plan, Existing.NOTHING);
        boolean repair = input.appliedHost(name) != null;
        return new HostAction.Create(
                name,
                applied(plan, text, true),
                text,
                List.copyOf(plan.caFiles().values()),
                repair);
    }

    private static HostAction ours(String name, HostPlan plan, Folder.Present present, Input input) {
        String pristine = input.pristine().get(name);
        if (pristine == null) {
            return write(name, plan, present, input, docker(plan, present), null);
        }
        return switch (plan.foreignFiles()) {
            case Preserve -> new HostAction.Restore(name, pristine);
            case Prepend -> merged(name, plan, present, input, pristine, null);
            case Replace -> write(name, plan, present, input, Existing.NOTHING, null);
        };
    }

    private static HostAction foreign(
            String name, HostPlan plan, Folder.Present present, Input input, String hostsFile) {
        return switch (plan.foreignFiles()) {
            case Preserve ->
                conflict(
                        name,
                        plan,
                        "certs.d/" + name + "/hosts.toml is not Roadstead's, or was edited: set foreignFiles to Prepend"
                                + " or Replace, or move the file away");
            case Prepend -> merged(name, plan, present, input, hostsFile, hostsFile);
            case Replace -> write(name, plan, present, input, Existing.NOTHING, hostsFile);
        };
    }

    private static HostAction merged(
            String name, HostPlan plan, Folder.Present present, Input input, String foreign, @Nullable String toKeep) {
        try {
            // Bytes were read as ISO 8859-1 to keep them; TOML is UTF-8.
            String utf8 = new String(foreign.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            ObjectNode tree = HostsReader.tree(utf8);
            return write(name, plan, present, input, new Existing(tree, List.of(), List.of()), toKeep);
        } catch (UnusableFileException e) {
            return conflict(
                    name,
                    plan,
                    "certs.d/" + name + "/hosts.toml of somebody else cannot be merged, it " + e.getMessage()
                            + ": repair it, or set foreignFiles to Replace");
        }
    }

    private static HostAction write(
            String name,
            HostPlan plan,
            Folder.Present present,
            Input input,
            Existing existing,
            @Nullable String pristine) {
        String text = HostsWriter.render(plan, existing);
        AppliedFiles.Host before = input.appliedHost(name);
        AppliedFiles.Host after = applied(plan, text, before != null && before.createdFolder());
        List<CaBundle> missing = plan.caFiles().values().stream()
                .filter(ca -> !present.isIntact(ca))
                .toList();
        boolean same = present.ours()
                .filter(header -> header.bodySha256().equals(after.bodySha256()))
                .isPresent();
        if (same && missing.isEmpty()) {
            return new HostAction.Keep(name, after);
        }
        boolean repair = before != null && before.bodySha256().equals(after.bodySha256());
        return new HostAction.Update(name, after, text, missing, pristine, repair);
    }

    /// Docker-style certificates work only until a `hosts.toml` stands beside them, so it must name them.
    private static Existing docker(HostPlan plan, Folder.Present present) {
        return plan.foreignFiles() == ForeignFiles.Replace
                ? Existing.NOTHING
                : new Existing(null, present.dockerCas(), present.dockerClients());
    }

    private static AppliedFiles.Host applied(HostPlan plan, String text, boolean createdFolder) {
        String sha256 = ManagedHeader.ofOurs(text).orElseThrow().bodySha256();
        return new AppliedFiles.Host(plan.host().text(), plan.mirror(), plan.generation(), sha256, createdFolder);
    }

    private static HostAction conflict(String name, HostPlan plan, String message) {
        return new HostAction.Conflict(name, plan.host().text(), plan.mirror(), message);
    }

    private static HostAction removal(String name, Input input) {
        if (!(input.folder(name) instanceof Folder.Present present)) {
            return new HostAction.Forget(name, input.folder(name) instanceof Folder.Absent);
        }
        String pristine = input.pristine().get(name);
        AppliedFiles.Host before = input.appliedHost(name);
        boolean ours = present.ours().isPresent();
        if (ours && pristine != null) {
            return new HostAction.Restore(name, pristine);
        }
        boolean created = before != null && before.createdFolder();
        if (present.hasOnlyOurs() && created && (ours || present.hostsFile() == null)) {
            return new HostAction.RemoveFolder(name);
        }
        if (!ours && present.hostsFile() != null) {
            return new HostAction.Forget(name, true);
        }
        return new HostAction.RemoveFiles(
                name, ours, List.copyOf(present.ownCas().keySet()));
    }

    /// A CA file that no text names waits for its end: a pull that began with the old text may still read it.
    private void retire(HostAction action, Input input, List<HostAction> actions, List<AppliedFiles.Retired> retired) {
        if (!(input.folder(action.folder()) instanceof Folder.Present present)) {
            return;
        }
        String text = textAfter(action, present);
        if (text == null) {
            return;
        }
        for (String ca : present.ownCas().keySet()) {
            if (text.contains(ca)) {
                continue;
            }
            Instant since = input.applied().retired().stream()
                    .filter(old ->
                            old.folder().equals(action.folder()) && old.file().equals(ca))
                    .map(AppliedFiles.Retired::instant)
                    .findFirst()
                    .orElse(input.now());
            if (since.plus(caGrace).isAfter(input.now())) {
                retired.add(new AppliedFiles.Retired(action.folder(), ca, since.toString()));
            } else {
                actions.add(new HostAction.DeleteCa(action.folder(), ca));
            }
        }
    }

    /// The `hosts.toml` that will stand there; absent when none will, and CA files go with it.
    private static @Nullable String textAfter(HostAction action, Folder.Present present) {
        return switch (action) {
            case HostAction.Create create -> create.text();
            case HostAction.Update update -> update.text();
            case HostAction.Restore restore -> restore.pristine();
            case HostAction.Keep _, HostAction.Forget _, HostAction.Conflict _ -> present.hostsFile();
            case HostAction.RemoveFolder _, HostAction.RemoveFiles _, HostAction.DeleteCa _ -> null;
        };
    }
}
