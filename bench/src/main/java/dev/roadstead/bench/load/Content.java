package dev.roadstead.bench.load;

import java.io.IOException;
import java.io.OutputStream;

/// The body of a request.
public sealed interface Content {
    long size();

    void writeTo(OutputStream out) throws IOException;

    /// A small body.
    final class Bytes implements Content {
        private final byte[] bytes;

        public Bytes(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(bytes);
        }
    }

    /// A blob that no registry has seen: random bytes that all blobs share, and a tail that none does.
    final class Blob implements Content {
        private final byte[] pattern;
        private final long size;
        private final byte[] tail;
        private final String digest;

        Blob(byte[] pattern, long size, byte[] tail, String digest) {
            this.pattern = pattern;
            this.size = size;
            this.tail = tail;
            this.digest = digest;
        }

        public String digest() {
            return digest;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            for (long left = size - tail.length; left > 0; left -= pattern.length) {
                out.write(pattern, 0, (int) Math.min(left, pattern.length));
            }
            out.write(tail);
        }
    }
}
