package dev.roadstead.registry.proxy;

import java.io.IOException;

/// A fill ended between being found and being followed.
final class FillEndedException extends IOException {
    FillEndedException() {
        super("the fill has ended");
    }
}
