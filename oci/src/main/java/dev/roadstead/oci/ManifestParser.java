package dev.roadstead.oci;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a manifest in one pass, without a tree: what a client sends costs memory in proportion to what is kept of it.
/// A key given twice, or a document that could be read as two kinds of manifest, is refused (GHSA-qq97-vm5h-rrhg).
final class ManifestParser {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_TOKENS = 200_000;
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxTokenCount(MAX_TOKENS)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final JsonParser json;
    private final DescriptorParser descriptors;

    private @Nullable Integer schemaVersion;
    private @Nullable String mediaType;
    private @Nullable String artifactType;
    private @Nullable Descriptor config;
    private @Nullable List<Descriptor> layers;
    private @Nullable List<Descriptor> manifests;
    private @Nullable Descriptor subject;
    private Map<String, String> annotations = Map.of();

    private ManifestParser(JsonParser json) {
        this.json = json;
        this.descriptors = new DescriptorParser(json);
    }

    static Manifest parse(byte[] content, @Nullable String contentType) {
        try (JsonParser json = JSON.createParser(utf8(content))) {
            ManifestParser parser = new ManifestParser(json);
            parser.read();
            return parser.manifest(contentType);
        } catch (JsonProcessingException e) {
            throw invalid("the manifest is not acceptable JSON: " + e.getOriginalMessage());
        } catch (CharacterCodingException _) {
            throw invalid("the manifest is not UTF-8");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Strict UTF-8. Given the bytes, the parser would guess the encoding, and read over what is not well-formed.
    private static Reader utf8(byte[] content) {
        return new InputStreamReader(new ByteArrayInputStream(content), StandardCharsets.UTF_8.newDecoder());
    }

    private void read() throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw invalid("a manifest is a JSON object");
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            readField(field);
        }
        if (json.nextToken() != null) {
            throw invalid("the manifest is followed by more data");
        }
    }

    private void readField(String field) throws IOException {
        switch (field) {
            case "schemaVersion" -> schemaVersion = schemaVersion();
            case "mediaType" -> mediaType = descriptors.text("mediaType");
            case "artifactType" -> artifactType = descriptors.text("artifactType");
            case "config" -> config = descriptors.descriptorOrNull("config");
            case "layers" -> layers = descriptors.list("layers");
            case "manifests" -> manifests = descriptors.list("manifests");
            case "subject" -> subject = descriptors.descriptorOrNull("subject");
            case "annotations" -> annotations = descriptors.annotations();
            case "fsLayers", "signatures" ->
                throw invalid("Docker image manifest version 1 is not supported: push the image with a newer client");
            default -> json.skipChildren();
        }
    }

    private int schemaVersion() throws IOException {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT || json.getLongValue() != 2) {
            throw invalid("schemaVersion must be 2");
        }
        return 2;
    }

    private Manifest manifest(@Nullable String contentType) {
        String type = effectiveType(contentType);
        if (schemaVersion == null) {
            throw invalid("schemaVersion is missing");
        }
        if (MediaTypes.isImage(type)) {
            if (manifests != null) {
                throw invalid("an image manifest must not have the field manifests");
            }
            if (config == null) {
                throw invalid("an image manifest needs the field config");
            }
            return new Manifest.Image(
                    type, artifactType, config, layers == null ? List.of() : layers, subject, annotations);
        }
        if (MediaTypes.isIndex(type)) {
            if (layers != null || config != null) {
                throw invalid("an index must not have the fields config and layers");
            }
            if (manifests == null) {
                throw invalid("an index needs the field manifests");
            }
            return new Manifest.Index(type, artifactType, manifests, subject, annotations);
        }
        throw invalid("manifest type " + type + " is not supported: use an OCI or Docker version 2 manifest or index");
    }

    private String effectiveType(@Nullable String contentType) {
        String announced =
                contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        String stated = mediaType == null ? "" : mediaType;
        if (announced.isEmpty() && stated.isEmpty()) {
            throw invalid("neither Content-Type nor the field mediaType says what kind of manifest this is");
        }
        if (!announced.isEmpty() && !stated.isEmpty() && !announced.equals(stated.toLowerCase(Locale.ROOT))) {
            throw invalid("Content-Type and the field mediaType differ");
        }
        return stated.isEmpty() ? announced : stated;
    }

    static OciException invalid(String message) {
        return OciException.of(ErrorCode.MANIFEST_INVALID, message);
    }
}
