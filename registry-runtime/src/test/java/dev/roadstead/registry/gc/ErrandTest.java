package dev.roadstead.registry.gc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.config.RegistryConfig.Gc;
import dev.roadstead.config.RuntimeStatus.GcRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ErrandTest {
    private static final Instant MADE = Instant.parse("2026-11-23T03:00:00.123456Z");

    private static Gc rules(boolean dryRun, boolean approvalRequired, @Nullable String approved) {
        Gc normal = Gc.DEFAULT;
        return new Gc(
                null,
                normal.timeZone(),
                normal.interval(),
                normal.grace(),
                null,
                normal.trashKeepFor(),
                normal.uploadsAbandonedAfter(),
                normal.maxDeletesPerSecond(),
                normal.pauseAboveLatency(),
                dryRun,
                approvalRequired ? new Gc.Approval(approved) : null,
                null);
    }

    private static GcRun run(boolean dryRun, @Nullable String plan) {
        return new GcRun(
                MADE,
                Duration.ZERO,
                dryRun,
                true,
                1,
                new GcRun.Removed(0, 1, 0, 0, 0),
                new GcRun.Trash(0, 0, 0),
                0,
                1,
                plan,
                List.of());
    }

    private static String name() {
        return Errand.name(MADE, GcSettings.DEFAULT);
    }

    @Test
    void collectsWhereNobodyHasToApprove() {
        assertThat(Errand.of(rules(false, false, null), null))
                .isEqualTo(new Errand(GcSettings.DEFAULT, null, null, false));
        assertThat(Errand.of(rules(true, true, null), null).isPlan())
                .as("a dry run stays one")
                .isFalse();
    }

    @Test
    void plansUntilThePlanIsApproved() {
        Errand plans = new Errand(GcSettings.DEFAULT.asDryRun(), null, null, true);

        assertThat(Errand.of(rules(false, true, null), null)).isEqualTo(plans);
        assertThat(Errand.of(rules(false, true, null), run(true, name()))).isEqualTo(plans);
        assertThat(Errand.of(rules(false, true, "another"), run(true, name()))).isEqualTo(plans);
        assertThat(Errand.of(rules(false, true, name()), run(false, name())))
                .as("followed already")
                .isEqualTo(plans);
        assertThat(Errand.of(rules(false, true, name()), run(true, name())))
                .isEqualTo(new Errand(GcSettings.DEFAULT, MADE, name(), false));
    }

    @Test
    void followsNoPlanOfOtherRules() {
        GcSettings others = GcFixture.UNTAGGED_TOO;

        assertThat(Errand.name(MADE, others)).isNotEqualTo(name());
        assertThat(Errand.of(rules(false, true, Errand.name(MADE, others)), run(true, Errand.name(MADE, others)))
                        .isPlan())
                .isTrue();
    }
}
