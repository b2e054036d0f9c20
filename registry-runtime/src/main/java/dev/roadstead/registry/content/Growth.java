package dev.roadstead.registry.content;

import java.io.IOException;
import java.io.InterruptedIOException;

/// How far a blob that is being written has come, for those who follow it.
final class Growth {
    private enum State {
        GROWING,
        COMPLETE,
        FAILED
    }

    private long position;
    private State state = State.GROWING;

    Growth(long position) {
        this.position = position;
    }

    synchronized long position() {
        return position;
    }

    synchronized void growTo(long newPosition) {
        position = newPosition;
        notifyAll();
    }

    synchronized void complete() {
        state = State.COMPLETE;
        notifyAll();
    }

    synchronized void fail() {
        if (state == State.GROWING) {
            state = State.FAILED;
            notifyAll();
        }
    }

    /// How many bytes from `from` on may be read; 0 at the end. Waits for the first of them.
    ///
    /// The last byte is held back until the whole is verified: nobody who follows ever has all of a wrong blob.
    synchronized long awaitBeyond(long from) throws IOException {
        while (state == State.GROWING && position - 1 <= from) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while following a blob that is being written");
            }
        }
        return switch (state) {
            case GROWING -> position - 1 - from;
            case COMPLETE -> Math.max(0, position - from);
            case FAILED -> throw new IOException("the blob that was being written was discarded");
        };
    }
}
