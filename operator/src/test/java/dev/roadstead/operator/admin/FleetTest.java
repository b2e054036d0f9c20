package dev.roadstead.operator.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.config.RegistryConfig;
import dev.roadstead.config.RegistryConfigs;
import dev.roadstead.config.RuntimeStatus;
import dev.roadstead.operator.naming.Names;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetTest {
    private static final Names HARBOUR = new Names("registries", "harbour");
    private static final RegistryConfig ONE = config("one");
    private static final RegistryConfig TWO = config("two");

    private final Fleet fleet = new Fleet();
    private final List<Names> news = new ArrayList<>();

    private static RegistryConfig config(String cache) {
        return new RegistryConfig(
                RegistryConfig.VERSION,
                "harbour",
                new RegistryConfig.Access(true, false, List.of()),
                RegistryConfig.Limits.DEFAULT,
                new RegistryConfig.Outbound(false),
                List.of(new RegistryConfig.ProxyCache(
                        cache,
                        new RegistryConfig.Upstream("https://example.com", null, null, List.of()),
                        cache,
                        List.of(),
                        Duration.ofMinutes(5),
                        true)),
                null);
    }

    private static RuntimeStatus applied(RegistryConfig config) {
        return new RuntimeStatus(
                "1",
                Instant.EPOCH,
                RegistryConfigs.hash(config),
                true,
                List.of(),
                new RuntimeStatus.Usage(0, 0, 0, 0),
                null,
                List.of(),
                null);
    }

    private List<RegistryConfig.ProxyCache> caches() {
        return fleet.lastOf(HARBOUR)
                .map(word -> word instanceof Fleet.Word.Answer answer
                        ? answer.caches()
                        : List.<RegistryConfig.ProxyCache>of())
                .orElseThrow();
    }

    @Test
    void knowsTheCachesOfTheAppliedDocument() {
        fleet.heard(HARBOUR, applied(ONE), ONE);

        assertThat(caches()).isEqualTo(ONE.proxyCaches());
    }

    @Test
    void knowsTheCachesOfADocumentThatStaysWhileAnotherIsRefused() {
        fleet.heard(HARBOUR, applied(ONE), ONE);
        fleet.heard(HARBOUR, applied(ONE), TWO);

        assertThat(caches()).isEqualTo(ONE.proxyCaches());
    }

    @Test
    void guessesNoCachesOfADocumentThatItDoesNotKnow() {
        fleet.heard(HARBOUR, applied(ONE), TWO);

        assertThat(caches()).isEmpty();
    }

    @Test
    void tellsNewsAndNothingElse() {
        fleet.onNews(news::add);

        fleet.heard(HARBOUR, applied(ONE), ONE);
        fleet.heard(HARBOUR, applied(ONE), ONE);
        assertThat(news).hasSize(1);
        fleet.heardNothing(HARBOUR);
        fleet.heardNothing(HARBOUR);
        assertThat(news).hasSize(2);
        fleet.forget(HARBOUR);
        fleet.forget(HARBOUR);
        assertThat(news).hasSize(3);
    }
}
