package dev.roadstead.registry.settings;

import dev.roadstead.config.InvalidConfigException;
import dev.roadstead.config.RegistryConfig;
import dev.roadstead.config.RegistryConfigs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A config document in a file, read again when the file changes.
public final class ConfigFile {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigFile.class);

    private final Path file;
    private Stamp seen;

    private record Stamp(long modified, long size) {
        static Stamp of(Path file) throws IOException {
            return new Stamp(Files.getLastModifiedTime(file).toMillis(), Files.size(file));
        }
    }

    public ConfigFile(Path file) throws IOException {
        this.file = file;
        this.seen = Stamp.of(file);
    }

    /// Throws [InvalidConfigException], or [IOException] when there is no such file.
    public RegistryConfig read() throws IOException {
        return RegistryConfigs.read(Files.readString(file));
    }

    /// Applies the file if it changed since the last look; a document that is refused is logged, and the one in use
    /// stays.
    public void applyIfChanged(AppliedConfig applied) {
        try {
            Stamp now = Stamp.of(file);
            if (now.equals(seen)) {
                return;
            }
            seen = now;
            String hash = applied.apply(Files.readString(file));
            LOG.atInfo().addKeyValue("file", file).addKeyValue("hash", hash).log("applied the changed config");
        } catch (InvalidConfigException e) {
            LOG.atWarn()
                    .addKeyValue("file", file)
                    .addKeyValue("field", e.field())
                    .addKeyValue("reason", e.getMessage())
                    .log("refused the changed config, the old one stays");
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("file", file)
                    .addKeyValue("reason", e.toString())
                    .log("could not read the config, the old one stays");
        }
    }
}
