package dev.roadstead.node.proof;

import java.util.Locale;

/// Who may prove.
public enum ProbeMode {
    /// The runtime only.
    CONTAINERD,
    /// This agent's client only.
    CLIENT,
    /// The runtime where there is one, else the client.
    AUTO;

    /// Throws [IllegalArgumentException] with a sentence.
    public static ProbeMode parse(String text) {
        for (ProbeMode mode : values()) {
            if (mode.name().toLowerCase(Locale.ROOT).equals(text)) {
                return mode;
            }
        }
        throw new IllegalArgumentException("ROADSTEAD_PROBE is \"" + text + "\": set containerd, client or auto");
    }
}
