package dev.roadstead.node.hosts;

import dev.roadstead.config.MirrorPlan;
import dev.roadstead.config.MirrorPlan.Fallback;
import dev.roadstead.config.MirrorPlan.ForeignFiles;
import dev.roadstead.config.MirrorPlans;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Short ways to write plans in tests.
public final class TestPlans {
    private TestPlans() {}

    public static MirrorPlan.Endpoint endpoint(String url, @Nullable String caPem) {
        return new MirrorPlan.Endpoint(url, List.of("pull", "resolve"), caPem);
    }

    public static MirrorPlan.Mirror mirror(String host, MirrorPlan.Endpoint... endpoints) {
        return new MirrorPlan.Mirror(host, Arrays.asList(endpoints), Fallback.Upstream);
    }

    public static MirrorPlan plan(long generation, ForeignFiles foreignFiles, MirrorPlan.Mirror... mirrors) {
        return MirrorPlans.of(generation, Arrays.asList(mirrors), List.of(), foreignFiles);
    }

    public static MirrorPlan plan(MirrorPlan.Mirror... mirrors) {
        return plan(1, ForeignFiles.Preserve, mirrors);
    }

    public static DesiredHosts desired(MirrorPlan plan) {
        return DesiredHosts.of(Map.of("hub", plan), Instant.now());
    }

    public static DesiredHosts nothing() {
        return DesiredHosts.of(Map.of(), Instant.now());
    }
}
