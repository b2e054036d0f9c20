package dev.roadstead.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {

    @ParameterizedTest
    @ValueSource(strings = {"hunter2", "", "пароль 密码", " leading and trailing ", "with$dollar"})
    void matchesItsOwnPasswordOnly(String password) {
        String hash = PasswordHash.of(password);

        assertThat(PasswordHash.matches(password, hash)).isTrue();
        assertThat(PasswordHash.matches(password + "x", hash)).isFalse();
    }

    @Test
    void hasOneThatTakesAsLongAsAnyOtherAndMatchesNothing() {
        String ofNobody = PasswordHash.ofNobody();

        PasswordHash.requireValid(ofNobody);
        assertThat(PasswordHash.matches("", ofNobody)).isFalse();
        assertThat(ofNobody.split("\\$")[1]).isEqualTo(PasswordHash.of("").split("\\$")[1]);
    }

    @Test
    void saltsEachHash() {
        assertThat(PasswordHash.of("hunter2")).isNotEqualTo(PasswordHash.of("hunter2"));
    }

    /// Computed by OpenSSL: `openssl kdf -keylen 32 -kdfopt digest:SHA256 -kdfopt pass:password -kdfopt salt:saltsalt
    /// -kdfopt iter:1000 PBKDF2`.
    @Test
    void agreesWithOtherImplementations() {
        String hash = "pbkdf2-sha256$1000$c2FsdHNhbHQ=$E196ZhRPzw+wA84EjzHwJO1cv/MFJdO6C/sxmUeTYqY=";

        assertThat(PasswordHash.matches("password", hash)).isTrue();
    }

    @Test
    void refusesAPasswordOverOneKibibyte() {
        String password = "x".repeat(1025);

        assertThat(PasswordHash.matches(password, PasswordHash.of(password))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hunter2",
                "$2a$10$abcdefghijklmnopqrstuv",
                "pbkdf2-sha256$0$c2FsdHNhbHQ=$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                "pbkdf2-sha256$many$c2FsdHNhbHQ=$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                "pbkdf2-sha256$2000001$c2FsdHNhbHQ=$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                "pbkdf2-sha256$1000$$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                "pbkdf2-sha256$1000$c2FsdHNhbHQ=$",
                "pbkdf2-sha256$1000$not base64$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
            })
    void refusesWhatIsNoHash(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> PasswordHash.requireValid(text));
        assertThatIllegalArgumentException().isThrownBy(() -> PasswordHash.matches("hunter2", text));
    }
}
