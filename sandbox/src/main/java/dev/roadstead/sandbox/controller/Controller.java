package dev.roadstead.sandbox.controller;

import dev.roadstead.sandbox.cluster.ControlLoop;

/// One controller: what it watches to know when to look, and what it does.
interface Controller extends ControlLoop.Reconciler {

    String name();

    /// Subscribes the loop to every change that may matter.
    void watch(ControlLoop loop);
}
