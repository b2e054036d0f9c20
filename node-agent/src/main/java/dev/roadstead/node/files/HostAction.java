package dev.roadstead.node.files;

import dev.roadstead.node.hosts.CaBundle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One step of a plan: what becomes of one folder.
sealed interface HostAction {
    String folder();

    /// What is recorded as applied once files were written.
    default AppliedFiles.@Nullable Host written() {
        return null;
    }

    /// Whether it only puts back what was there.
    default boolean repair() {
        return false;
    }

    /// It is as it should be.
    record Keep(String folder, AppliedFiles.Host applied) implements HostAction {}

    /// The folder is new and appears complete.
    record Create(String folder, AppliedFiles.Host applied, String text, List<CaBundle> cas, boolean repair)
            implements HostAction {
        @Override
        public AppliedFiles.Host written() {
            return applied;
        }
    }

    /// CA files first, then `hosts.toml`.
    ///
    /// @param pristine somebody else's file to keep a copy of first
    record Update(
            String folder,
            AppliedFiles.Host applied,
            String text,
            List<CaBundle> cas,
            @Nullable String pristine,
            boolean repair)
            implements HostAction {
        @Override
        public AppliedFiles.Host written() {
            return applied;
        }
    }

    /// Somebody else's file comes back, byte for byte.
    record Restore(String folder, String pristine) implements HostAction {}

    /// Folder and all, in one step.
    record RemoveFolder(String folder) implements HostAction {}

    /// `hosts.toml` where there is one of ours, then CA files that nobody names.
    record RemoveFiles(String folder, boolean hostsFile, List<String> cas) implements HostAction {}

    /// Nothing of ours is left there.
    ///
    /// @param pristine whether the copy of somebody else's file is of no use any more
    record Forget(String folder, boolean pristine) implements HostAction {}

    record Conflict(String folder, String host, String mirror, String message) implements HostAction {}

    /// A CA file whose time is over.
    record DeleteCa(String folder, String file) implements HostAction {}
}
