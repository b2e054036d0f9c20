package dev.roadstead.node.cri;

import java.io.ByteArrayOutputStream;

/// The Huffman code of header fields (RFC 7541 appendix B). It is canonical: codes of one length count up with their
/// symbols, so that the lengths say it all.
final class Huffman {
    /// Length of each symbol's code: A is 5 bits, Z is 30. The last symbol is the end of the text.
    private static final String LENGTHS =
            "ISXXXXXXXTZXXZXXXXXXXXZXXXXXXXXXBFFHIBDGFFDGDBBBAAABBBBBBBCDKBHFIBCCCCCCCCCCCCCCCCCCCCCCDCDIOIJB"
                    + "KABABABBBACCBBBABCBAABCCCCCKGJIXPRPPRRRSRSSSSSTSTTRSTSSSSQRSRSSTRQPRRSSQSRRTQRSSQQRQSRSSPRRRSRSS"
                    + "VVPORSRUVVVWWVTUOQVWWVWTQQVVXWWWPTPQRQQSRRUUTTVSVWVVWWWWWXWWWWWVZ";

    private static final int SHORTEST = 5;
    private static final int LONGEST = 30;
    private static final int LONGEST_PADDING = 7;

    private Huffman() {}

    /// Throws [CriException].
    static byte[] decode(byte[] bytes) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(bytes.length * 2);
        int code = 0;
        int length = 0;
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            code = (code << 1) | ((bytes[bit >> 3] >> (7 - (bit & 7))) & 1);
            length++;
            int symbol = symbol(code, length);
            if (symbol == LENGTHS.length() - 1 || length > LONGEST) {
                throw HeaderBlock.broken();
            }
            if (symbol >= 0) {
                text.write(symbol);
                code = 0;
                length = 0;
            }
        }
        if (length > LONGEST_PADDING || code != (1 << length) - 1) {
            throw HeaderBlock.broken();
        }
        return text.toByteArray();
    }

    /// -1 when no symbol has this code.
    private static int symbol(int code, int length) {
        int first = 0;
        for (int shorter = SHORTEST; shorter <= length; shorter++) {
            int count = 0;
            for (int symbol = 0; symbol < LENGTHS.length(); symbol++) {
                if (LENGTHS.charAt(symbol) == 'A' + shorter - SHORTEST) {
                    if (shorter == length && first + count == code) {
                        return symbol;
                    }
                    count++;
                }
            }
            first = (first + count) << 1;
        }
        return -1;
    }
}
