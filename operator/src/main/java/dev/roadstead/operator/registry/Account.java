package dev.roadstead.operator.registry;

import dev.roadstead.config.PasswordHash;
import dev.roadstead.config.RegistryConfig;
import dev.roadstead.crd.Registry;
import dev.roadstead.operator.naming.Names;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The administrator's account of a registry. Its password is generated once; a user may put another one into the
/// Secret, and the hash follows.
final class Account {
    private static final String USERNAME = "admin";
    private static final int PASSWORD_SIZE_IN_BYTES = 24;
    private static final int CONFLICT = 409;

    private final KubernetesClient client;
    private final Map<Names, Checked> checked = new ConcurrentHashMap<>();

    private record Checked(String resourceVersion, RegistryConfig.Account account) {}

    Account(KubernetesClient client) {
        this.client = client;
    }

    /// Reads the Secret itself, not a cache: a second password must never take the place of the first.
    RegistryConfig.Account of(Registry registry, Names names) {
        Secret secret = read(names);
        if (secret == null) {
            secret = create(registry, names);
        }
        Checked known = checked.get(names);
        if (known != null && known.resourceVersion().equals(secret.getMetadata().getResourceVersion())) {
            return known.account();
        }
        RegistryConfig.Account account = check(registry, names, secret);
        checked.put(names, new Checked(secret.getMetadata().getResourceVersion(), account));
        return account;
    }

    void forget(Names names) {
        checked.remove(names);
    }

    private Secret create(Registry registry, Names names) {
        byte[] random = new byte[PASSWORD_SIZE_IN_BYTES];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Secret desired = DesiredData.account(registry, names, USERNAME, password, PasswordHash.of(password));
        try {
            return client.resource(desired).create();
        } catch (KubernetesClientException e) {
            Secret other = e.getCode() == CONFLICT ? read(names) : null;
            if (other == null) {
                throw e;
            }
            return other;
        }
    }

    private RegistryConfig.Account check(Registry registry, Names names, Secret secret) {
        String username = DesiredData.text(secret, "username");
        String password = DesiredData.text(secret, "password");
        String hash = DesiredData.text(secret, "passwordHash");
        if (!username.isEmpty() && !password.isEmpty() && isHashOf(password, hash)) {
            return new RegistryConfig.Account(username, hash);
        }
        String keptName = username.isEmpty() || username.indexOf(':') >= 0 ? USERNAME : username;
        if (password.isEmpty()) {
            byte[] random = new byte[PASSWORD_SIZE_IN_BYTES];
            new SecureRandom().nextBytes(random);
            password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        }
        String fresh = PasswordHash.of(password);
        Secret mended = DesiredData.account(registry, names, keptName, password, fresh);
        mended.getMetadata().setResourceVersion(secret.getMetadata().getResourceVersion());
        client.resource(mended).update();
        return new RegistryConfig.Account(keptName, fresh);
    }

    private static boolean isHashOf(String password, String hash) {
        try {
            return PasswordHash.matches(password, hash);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private @org.jspecify.annotations.Nullable Secret read(Names names) {
        return client.secrets()
                .inNamespace(names.namespace())
                .withName(names.account())
                .get();
    }
}
