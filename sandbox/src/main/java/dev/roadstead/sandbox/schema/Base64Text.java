package dev.roadstead.sandbox.schema;

import java.util.Optional;

/// Base64 as Go's decoder takes it: the standard alphabet with padding, line ends anywhere.
final class Base64Text {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final int QUANTUM = 4;

    private final String text;
    private int position;

    private Base64Text(String text) {
        this.text = text;
    }

    /// What Go says of a text that it cannot decode.
    static Optional<String> fault(String text) {
        Base64Text scan = new Base64Text(text);
        int at = scan.fault();
        return at < 0 ? Optional.empty() : Optional.of("illegal base64 data at input byte " + at);
    }

    /// Where the first letter stands that does not fit; -1 when all do.
    private int fault() {
        while (true) {
            for (int j = 0; j < QUANTUM; j++) {
                skipLineEnds();
                if (position == text.length()) {
                    return j == 0 ? -1 : position - j;
                }
                char letter = text.charAt(position++);
                if (ALPHABET.indexOf(letter) < 0) {
                    return letter == '=' && j >= 2 ? faultAfterPadding(j) : position - 1;
                }
            }
        }
    }

    /// After three letters one `=` ends the text, after two letters two.
    private int faultAfterPadding(int letters) {
        skipLineEnds();
        if (letters == 2) {
            if (position == text.length()) {
                return position;
            }
            if (text.charAt(position) != '=') {
                return position - 1;
            }
            position++;
            skipLineEnds();
        }
        return position < text.length() ? position : -1;
    }

    private void skipLineEnds() {
        while (position < text.length() && (text.charAt(position) == '\n' || text.charAt(position) == '\r')) {
            position++;
        }
    }
}
