package dev.roadstead.operator;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/// The version in the jar's manifest.
final class Version implements IVersionProvider {
    static String text() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .map(version -> version.replace("-SNAPSHOT", ""))
                .orElse("0.1.0");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"roadstead operator " + text()};
    }
}
