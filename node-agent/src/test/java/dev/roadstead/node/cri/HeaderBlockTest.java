package dev.roadstead.node.cri;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Against the examples of RFC 7541, appendix C.
class HeaderBlockTest {
    private static Map<String, String> decode(String hex) {
        return HeaderBlock.decode(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    @Test
    void readsFieldsAsTheyAre() {
        assertThat(decode("8286 8441 0f77 7777 2e65 7861 6d70 6c65 2e63 6f6d"))
                .isEqualTo(Map.of(":method", "GET", ":scheme", "http", ":path", "/", ":authority", "www.example.com"));
        assertThat(decode("040c 2f73 616d 706c 652f 7061 7468")).containsEntry(":path", "/sample/path");
    }

    @Test
    void readsHuffmanCodes() {
        assertThat(decode("4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0 82a6 2d1b ff6e"
                        + "919d 29ad 1718 63c7 8f0b 97c8 e9ae 82ae 43d3"))
                .isEqualTo(Map.of(
                        ":status",
                        "302",
                        "cache-control",
                        "private",
                        "date",
                        "Mon, 21 Oct 2013 20:13:21 GMT",
                        "location",
                        "https://www.example.com"));
    }

    @Test
    void readsTheSizeOfATableThatIsNotThere() {
        assertThat(decode("20 88")).isEqualTo(Map.of(":status", "200"));
    }

    @Test
    void readsWhatItWrites() {
        Map.Entry<String, String> field = Map.entry("x", "long ".repeat(100));

        assertThat(HeaderBlock.decode(HeaderBlock.encode(List.of(field)))).containsExactly(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "be", "ff", "00", "0001", "000178 05 61", "0001 78 81 00", "00 ff ff ff ff ff ff"})
    void refusesWhatIsBroken(String hex) {
        assertThatExceptionOfType(CriException.class).isThrownBy(() -> decode(hex));
    }
}
