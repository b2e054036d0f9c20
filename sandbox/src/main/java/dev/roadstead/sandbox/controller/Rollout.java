package dev.roadstead.sandbox.controller;

import com.fasterxml.jackson.databind.JsonNode;

/// How many pods a rolling update may add and may do without.
record Rollout(int surge, int unavailable) {

    /// Percentages of `replicas`, surge rounded up and unavailable down; both zero would stand still, so one may then
    /// be missing.
    static Rollout of(JsonNode rollingUpdate, int replicas, String defaultSurge, String defaultUnavailable) {
        int surge = amount(rollingUpdate.path("maxSurge"), defaultSurge, replicas, true);
        int unavailable = amount(rollingUpdate.path("maxUnavailable"), defaultUnavailable, replicas, false);
        return new Rollout(surge, surge == 0 && unavailable == 0 ? 1 : unavailable);
    }

    static int amount(JsonNode value, String otherwise, int of, boolean up) {
        String text = value.asText(otherwise);
        if (!text.endsWith("%")) {
            return Integer.parseInt(text);
        }
        int hundredths = Integer.parseInt(text.substring(0, text.length() - 1)) * of;
        return up ? (hundredths + 99) / 100 : hundredths / 100;
    }
}
