package dev.roadstead.e2e.chain;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Gives half of its bytes and then waits until it is told to go on.
final class StallingStream extends InputStream {
    private final ByteArrayInputStream bytes;
    private final int half;
    private final CountDownLatch halfway = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    StallingStream(byte[] content, int from) {
        bytes = new ByteArrayInputStream(content, from, content.length - from);
        half = (content.length - from) / 2;
    }

    void awaitHalfway() throws InterruptedException {
        if (!halfway.await(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the first half was not taken within a minute");
        }
    }

    void release() {
        released.countDown();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int left = bytes.available() - half;
        if (left > 0) {
            return bytes.read(buffer, offset, Math.min(length, left));
        }
        halfway.countDown();
        try {
            released.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return bytes.read(buffer, offset, length);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }
}
