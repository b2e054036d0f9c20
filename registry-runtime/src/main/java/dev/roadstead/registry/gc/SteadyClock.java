package dev.roadstead.registry.gc;

import dev.roadstead.registry.metadata.GcStateTable;
import dev.roadstead.registry.metadata.MetadataStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The time that ages are counted by: the clock on the wall, except that it passes at most twice as fast as this
/// process
/// lives. When the clock jumps ahead, as after a wrong answer of a time server, what was deleted a day ago is not a
/// month
/// old. It is never more than [#MOST_BEHIND] behind, so that a registry that was down for long collects again soon.
public final class SteadyClock implements InstantSource {
    static final Duration MOST_BEHIND = Duration.ofDays(30);
    private static final Logger LOG = LoggerFactory.getLogger(SteadyClock.class);
    private static final Duration KEPT_EVERY = Duration.ofHours(1);
    private static final Duration WORTH_A_WORD = Duration.ofHours(2);
    private static final int AT_MOST_TIMES_AS_FAST = 2;

    private final MetadataStore metadata;
    private final InstantSource wall;
    private final LongSupplier nanos;
    private Instant last;
    private long lastNanos;
    private Instant kept;
    private boolean toldOfLag;

    public SteadyClock(MetadataStore metadata, Clock wall) {
        this(metadata, wall, System::nanoTime);
    }

    /// @param nanos that never jump
    SteadyClock(MetadataStore metadata, InstantSource wall, LongSupplier nanos) {
        this.metadata = metadata;
        this.wall = wall;
        this.nanos = nanos;
        this.last = metadata.read(GcStateTable::steadyTime).orElse(wall.instant());
        this.lastNanos = nanos.getAsLong();
        this.kept = last;
    }

    @Override
    public synchronized Instant instant() {
        Instant now = wall.instant();
        long nanosNow = nanos.getAsLong();
        Instant fastest = last.plusNanos(AT_MOST_TIMES_AS_FAST * (nanosNow - lastNanos));
        Instant slowest = now.minus(MOST_BEHIND);
        Instant steady = fastest.isBefore(slowest) ? slowest : fastest;
        last = steady.isBefore(now) ? steady : now;
        lastNanos = nanosNow;
        tell(Duration.between(last, now));
        return last;
    }

    private void tell(Duration behind) {
        boolean isWorthAWord = behind.compareTo(WORTH_A_WORD) > 0;
        if (isWorthAWord && !toldOfLag) {
            LOG.atWarn()
                    .addKeyValue("behind", behind)
                    .log("the clock went ahead, or this registry was down: for garbage collection time passes slower");
        }
        toldOfLag = isWorthAWord;
    }

    /// To be called every minute or so: keeps the time over a restart.
    public void tick() {
        Instant now = instant();
        synchronized (this) {
            if (Duration.between(kept, now).abs().compareTo(KEPT_EVERY) < 0) {
                return;
            }
            kept = now;
        }
        metadata.write(session -> {
            GcStateTable.keepSteadyTime(session, now);
            return now;
        });
    }
}
