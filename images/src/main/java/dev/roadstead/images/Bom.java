package dev.roadstead.images;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The bill of materials of an image (CycloneDX 1.6): that of the program, and what the image adds to it.
final class Bom {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /// `ldd (Debian GLIBC 2.36-9+deb12u10) 2.36`.
    private static final Pattern LDD = Pattern.compile("ldd \\((?:.*GLIBC )?([^)]*)\\) (\\S+)");

    private Bom() {}

    /// @param program a CycloneDX document
    static String of(Path program, String javaVersion, String javaVendor, String glibcVersion) throws IOException {
        ObjectNode document = (ObjectNode) JSON.readTree(program.toFile());
        ArrayNode components = document.withArray("components");
        components
                .addObject()
                .put("type", "platform")
                .put("bom-ref", "java-runtime")
                .put("publisher", javaVendor)
                .put("name", "OpenJDK")
                .put("version", javaVersion)
                .put("description", "part of it, cut out by jlink");
        components
                .addObject()
                .put("type", "library")
                .put("bom-ref", "glibc")
                .put("name", "glibc")
                .put("version", glibcVersion);
        return JSON.writeValueAsString(document) + "\n";
    }

    /// The version of this machine's glibc, as its distribution names it.
    static String glibcVersion() {
        return glibcVersion(Tool.run(List.of("ldd", "--version")));
    }

    static String glibcVersion(String output) {
        Matcher matcher = LDD.matcher(output.lines().findFirst().orElse(""));
        if (!matcher.matches()) {
            throw new ImageException("ldd --version does not say which glibc this is: " + output);
        }
        String own = matcher.group(1);
        return own.isEmpty() || own.equals("GNU libc") ? matcher.group(2) : own;
    }
}
