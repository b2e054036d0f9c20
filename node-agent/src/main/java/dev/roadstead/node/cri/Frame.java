package dev.roadstead.node.cri;

import java.util.Arrays;

/// A frame of HTTP/2 (RFC 9113 section 6).
@SuppressWarnings("ArrayRecordComponent") // carried from the socket to its reader, never compared
record Frame(int type, int flags, int stream, byte[] payload) {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;

    static final int ACK = 1;
    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;
    private static final int PADDED = 8;
    private static final int PRIORITY = 0x20;

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /// Of DATA and HEADERS, the content alone.
    byte[] unpadded() {
        int from = 0;
        int to = payload.length;
        if (has(PADDED) && to > 0) {
            to -= payload[0] & 0xff;
            from = 1;
        }
        if (type == HEADERS && has(PRIORITY)) {
            from += 5;
        }
        if (from > to) {
            throw new CriException("the runtime sent a broken frame");
        }
        return Arrays.copyOfRange(payload, from, to);
    }
}
