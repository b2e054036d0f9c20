package dev.roadstead.registry.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GenerationsTest {
    private final Generations<Integer, String> map = new Generations<>(1000);

    private long held() {
        return IntStream.range(0, 10_000).filter(key -> map.get(key) != null).count();
    }

    @Test
    void holdsNoMoreThanItMay() {
        for (int i = 0; i < 10_000; i++) {
            map.put(i, "value", 100);
        }

        assertThat(held()).isBetween(5L, 10L);
    }

    @Test
    void keepsWhatIsRead() {
        map.put(-1, "read", 100);
        for (int i = 0; i < 1000; i++) {
            map.put(i, "value", 100);
            assertThat(map.get(-1)).isEqualTo("read");
        }
    }

    @Test
    void removesFromBothHalves() {
        map.put(1, "old", 400);
        map.put(2, "young", 400);
        map.remove(1);
        map.remove(2);

        assertThat(map.get(1)).isNull();
        assertThat(map.get(2)).isNull();
    }

    @Test
    void takesTheLastValueOfAKey() {
        map.put(1, "first", 400);
        map.put(2, "other", 400);
        map.put(1, "second", 100);

        assertThat(map.get(1)).isEqualTo("second");
    }

    @Test
    void countsWhatWasRemovedNoMore() {
        for (int i = 0; i < 1000; i++) {
            map.put(1, "value", 100);
            map.remove(1);
        }
        map.put(2, "kept", 100);
        map.put(3, "kept", 100);

        assertThat(held()).isEqualTo(2);
    }
}
