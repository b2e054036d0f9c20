package dev.roadstead.registry;

import picocli.CommandLine.IVersionProvider;

/// The version in this jar's manifest.
final class Version implements IVersionProvider {
    static String current() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"registry " + current()};
    }
}
