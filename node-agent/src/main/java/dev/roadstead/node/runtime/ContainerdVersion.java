package dev.roadstead.node.runtime;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Major and minor number; builds of distributions add to it (`1.6.20~ds1`, `v2.1.4-k3s1`).
record ContainerdVersion(int major, int minor) {
    private static final Pattern TEXT = Pattern.compile("v?([0-9]{1,4})\\.([0-9]{1,4}).*");

    /// Text without numbers counts as the oldest that is supported.
    static ContainerdVersion parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? new ContainerdVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
                : new ContainerdVersion(1, 5);
    }

    boolean isAtLeast(int otherMajor, int otherMinor) {
        return major > otherMajor || (major == otherMajor && minor >= otherMinor);
    }
}
