package dev.roadstead.sandbox.tls;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Signs and checks the JSON Web Tokens of service accounts (ES256).
public final class TokenSigner {

    public static final String ISSUER = "https://kubernetes.default.svc.cluster.local";
    private static final JsonMapper JSON = new JsonMapper();

    private final KeyPair key;

    public TokenSigner(KeyPair key) {
        this.key = key;
    }

    /// What a token says.
    public record Claims(
            String namespace, String name, String uid, List<String> audiences, Instant issued, Instant expires) {}

    public String sign(Claims claims) {
        ObjectNode header = JSON.createObjectNode().put("alg", "ES256").put("typ", "JWT");
        ObjectNode body = JSON.createObjectNode();
        claims.audiences().forEach(body.putArray("aud")::add);
        body.put("exp", claims.expires().getEpochSecond());
        body.put("iat", claims.issued().getEpochSecond());
        body.put("iss", ISSUER);
        ObjectNode kubernetes = body.putObject("kubernetes.io").put("namespace", claims.namespace());
        kubernetes.putObject("serviceaccount").put("name", claims.name()).put("uid", claims.uid());
        body.put("nbf", claims.issued().getEpochSecond());
        body.put("sub", "system:serviceaccount:" + claims.namespace() + ":" + claims.name());
        String signed = encode(header) + "." + encode(body);
        return signed + "." + encode(signature(signed));
    }

    /// The claims of a token that this key signed and that has not expired.
    public Optional<Claims> verify(String token, Instant now) {
        int dot = token.lastIndexOf('.');
        int first = token.indexOf('.');
        if (first < 0 || first == dot) {
            return Optional.empty();
        }
        try {
            Signature check = Signature.getInstance("SHA256withECDSAinP1363Format");
            check.initVerify(key.getPublic());
            check.update(token.substring(0, dot).getBytes(StandardCharsets.US_ASCII));
            if (!check.verify(Base64.getUrlDecoder().decode(token.substring(dot + 1)))) {
                return Optional.empty();
            }
            JsonNode body = JSON.readTree(Base64.getUrlDecoder().decode(token.substring(first + 1, dot)));
            Claims claims = claims(body);
            return claims.expires().isAfter(now) ? Optional.of(claims) : Optional.empty();
        } catch (GeneralSecurityException | IOException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Claims claims(JsonNode body) {
        JsonNode kubernetes = body.path("kubernetes.io");
        List<String> audiences = new ArrayList<>();
        body.path("aud").forEach(audience -> audiences.add(audience.asText()));
        return new Claims(
                kubernetes.path("namespace").asText(),
                kubernetes.path("serviceaccount").path("name").asText(),
                kubernetes.path("serviceaccount").path("uid").asText(),
                audiences,
                Instant.ofEpochSecond(body.path("iat").asLong()),
                Instant.ofEpochSecond(body.path("exp").asLong()));
    }

    private byte[] signature(String text) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(key.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("this JDK cannot sign with ES256", failure);
        }
    }

    private static String encode(JsonNode node) {
        try {
            return encode(JSON.writeValueAsBytes(node));
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
