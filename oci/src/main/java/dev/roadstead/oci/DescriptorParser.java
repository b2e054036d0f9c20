package dev.roadstead.oci;

import static dev.roadstead.oci.ManifestParser.invalid;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the descriptors of a manifest from a parser that stands on their first token.
final class DescriptorParser {
    private static final int MAX_DESCRIPTORS = 10_000;

    private final JsonParser json;

    DescriptorParser(JsonParser json) {
        this.json = json;
    }

    /// JSON null reads as an empty list, as Go programs write one.
    List<Descriptor> list(String field) throws IOException {
        List<Descriptor> descriptors = new ArrayList<>();
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return descriptors;
        }
        expect(JsonToken.START_ARRAY, field, "a list");
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (descriptors.size() == MAX_DESCRIPTORS) {
                throw invalid(field + " has more than " + MAX_DESCRIPTORS + " entries");
            }
            descriptors.add(descriptor(field + "[" + descriptors.size() + "]"));
        }
        return descriptors;
    }

    @Nullable
    Descriptor descriptorOrNull(String field) throws IOException {
        return json.currentToken() == JsonToken.VALUE_NULL ? null : descriptor(field);
    }

    private Descriptor descriptor(String field) throws IOException {
        expect(JsonToken.START_OBJECT, field, "a descriptor");
        String mediaType = null;
        String artifactType = null;
        Digest digest = null;
        long size = -1;
        byte[] data = null;
        Map<String, String> annotations = Map.of();
        Descriptor.Platform platform = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "mediaType" -> mediaType = text(field + ".mediaType");
                case "artifactType" -> artifactType = text(field + ".artifactType");
                case "digest" -> digest = digest(field);
                case "size" -> size = size(field);
                case "data" -> data = data(field);
                case "annotations" -> annotations = annotations();
                case "platform" -> platform = platform();
                default -> json.skipChildren();
            }
        }
        if (mediaType == null || digest == null || size < 0) {
            throw invalid(field + " needs mediaType, digest and size");
        }
        if (data != null
                && (data.length != size || !Digest.of(digest.algorithm(), data).equals(digest))) {
            throw invalid(field + ".data is not the content that its digest and size name");
        }
        return new Descriptor(mediaType, digest, size, artifactType, annotations, platform);
    }

    private Digest digest(String field) throws IOException {
        String text = text(field + ".digest");
        try {
            return Digest.parse(text);
        } catch (OciException e) {
            throw invalid(field + ".digest: " + e.getMessage());
        }
    }

    private long size(String field) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT
                && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER
                && json.getLongValue() >= 0) {
            return json.getLongValue();
        }
        throw invalid(field + ".size must be a whole number of bytes");
    }

    private byte @Nullable [] data(String field) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        expect(JsonToken.VALUE_STRING, field + ".data", "base64 text");
        return json.getBinaryValue();
    }

    Map<String, String> annotations() throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return Map.of();
        }
        expect(JsonToken.START_OBJECT, "annotations", "an object");
        Map<String, String> annotations = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = wellFormed(json.currentName(), "the name of an annotation");
            json.nextToken();
            annotations.put(name, text("an annotation"));
        }
        return annotations;
    }

    private Descriptor.@Nullable Platform platform() throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        expect(JsonToken.START_OBJECT, "platform", "an object");
        String os = "";
        String architecture = "";
        String variant = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "os" -> os = text("platform.os");
                case "architecture" -> architecture = text("platform.architecture");
                case "variant" -> variant = text("platform.variant");
                default -> json.skipChildren();
            }
        }
        return new Descriptor.Platform(os, architecture, variant);
    }

    String text(String field) throws IOException {
        expect(JsonToken.VALUE_STRING, field, "a text");
        return wellFormed(json.getText(), field);
    }

    /// Half of a surrogate pair, which an escape can hold, could not be written again.
    private static String wellFormed(String text, String field) {
        if (text.codePoints().anyMatch(character -> Character.getType(character) == Character.SURROGATE)) {
            throw invalid(field + " holds half a character");
        }
        return text;
    }

    private void expect(JsonToken expected, String field, String what) {
        if (json.currentToken() != expected) {
            throw invalid(field + " must be " + what);
        }
    }
}
