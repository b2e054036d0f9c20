package dev.roadstead.oci;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
    private static final long SIZE = 3000;

    @ParameterizedTest(name = "{0} is {2} bytes from {1}")
    @CsvSource({
        "bytes=500-1499, 500, 1000",
        "bytes=0-0, 0, 1",
        "bytes=500-, 500, 2500",
        "bytes=-500, 2500, 500",
        "bytes=-5000, 0, 3000",
        "bytes=2000-5000, 2000, 1000",
        "Bytes = 0 - 9, 0, 10",
        "bytes=0-999999999999999999, 0, 3000",
    })
    void servesAPart(String header, long offset, long length) {
        assertThat(ByteRange.parse(header, SIZE)).isEqualTo(new ByteRange.Part(offset, length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=500-0", "bytes=5000-10000", "bytes=3000-", "bytes=-0"})
    void refusesWhatIsNotThere(String header) {
        assertThat(ByteRange.parse(header, SIZE)).isEqualTo(new ByteRange.Unsatisfiable());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=0-0,5-9",
                "lines=1-2",
                "bytes=",
                "bytes=-",
                "bytes=a-b",
                "0-5",
                "bytes=0-9999999999999999999"
            })
    void servesTheWholeWhenItDoesNotServeSuchARange(String header) {
        assertThat(ByteRange.parse(header, SIZE)).isEqualTo(new ByteRange.Whole());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-", "bytes=0-0", "bytes=-1"})
    void hasNoPartOfNothing(String header) {
        assertThat(ByteRange.parse(header, 0)).isEqualTo(new ByteRange.Unsatisfiable());
    }

    @Test
    void looksAtAHeaderOfSpacesOnce() {
        String spaces = "bytes=" + " ".repeat(15_000) + "x";
        AtomicInteger looks = new AtomicInteger();
        CharSequence watched = new CharSequence() {
            @Override
            public int length() {
                return spaces.length();
            }

            @Override
            public char charAt(int index) {
                looks.incrementAndGet();
                return spaces.charAt(index);
            }

            @Override
            public CharSequence subSequence(int start, int end) {
                return spaces.subSequence(start, end);
            }
        };

        assertThat(ByteRange.SINGLE.matcher(watched).matches()).isFalse();
        assertThat(looks).hasValueLessThan(4 * spaces.length());
    }
}
