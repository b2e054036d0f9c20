package dev.roadstead.node.files;

import java.util.List;

/// What to do, and which CA files wait for their end.
record FilePlan(List<HostAction> actions, List<AppliedFiles.Retired> retired) {
    FilePlan {
        actions = List.copyOf(actions);
        retired = List.copyOf(retired);
    }
}
