package dev.roadstead.node.http;

import java.io.InputStream;

/// What a server answered. Whoever gets it reads the body to its end, or closes it.
public record HttpAnswer(int status, InputStream body) {}
