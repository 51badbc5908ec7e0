package io.airworthy.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.dags.GitHost;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Whatever is done with a secret, short of revealing it, none of its material comes out. */
class NothingLeaksTest {

    private static final List<Function<Sensitive, Object>> READERS = List.of(
            FernetKey::parse, FernetKeyRing::parse, SigningKey::parse, SshDeployKey::parse, ScramVerifier::parse);

    /** A marker that no message of ours contains, in the surroundings in which secrets come. */
    @Provide
    Arbitrary<String> planted() {
        Arbitrary<String> before = Arbitraries.of(
                "",
                "\n",
                "a,",
                "ssh-ed25519 ",
                "md5",
                "SCRAM-SHA-256$4096:",
                "SCRAM-SHA-256$4096:c2FsdA==$",
                "-----BEGIN OPENSSH PRIVATE KEY-----\n",
                "-----BEGIN RSA PRIVATE KEY-----\n",
                "PuTTY-User-Key-File-3: ");
        Arbitrary<String> after = Arbitraries.of(
                "",
                "\r\n",
                "=",
                ",",
                "?",
                ":c2FsdA==",
                "\n-----END OPENSSH PRIVATE KEY-----",
                "x".repeat(64),
                "\uFFFF");
        return Combinators.combine(before, after).as((b, a) -> b + "Zq7Xw9Kv" + a);
    }

    @Property
    void noExceptionAndNoAcceptedValueSaysAnythingOfWhatWasGiven(@ForAll("planted") String planted) {
        for (Function<Sensitive, Object> reader : READERS) {
            assertThat(everythingSaid(reader, Sensitive.of(planted))).doesNotContain("Zq7Xw9Kv");
        }
    }

    @Property
    void aHolderSaysNothingOfItself(@ForAll("planted") String planted) {
        Sensitive secret = Sensitive.of(planted);
        String said = secret + String.format(Locale.ROOT, "%s %30s %S", secret, secret, secret) + List.of(secret);
        assertThat(said.toLowerCase(Locale.ROOT)).doesNotContain("zq7xw9kv");
        assertThat(secret).hasToString("Sensitive[redacted]");
        assertThat(String.format(Locale.ROOT, "%h", secret))
                .isEqualTo(String.format(Locale.ROOT, "%h", Sensitive.of("")));
    }

    @Property(tries = 50)
    void noKeySaysAnythingOfItself() {
        FernetKey key = FernetKey.generate();
        FernetKeyRing ring = FernetKeyRing.of(FernetKey.generate()).rotate(key);
        SigningKey signingKey = SigningKey.generate();
        SshDeployKey ssh = SshDeployKey.generate(GitHost.OTHER, "comment");
        ScramVerifier scram = ScramVerifier.generate(Sensitive.of("pencil"));
        assertThat(key).hasToString("FernetKey[redacted]");
        assertThat(ring).hasToString("FernetKeyRing[2 keys, redacted]");
        assertThat(ring.retire()).hasToString("FernetKeyRing[1 key, redacted]");
        assertThat(signingKey).hasToString("SigningKey[redacted]");
        assertThat(ssh).hasToString("SshDeployKey[ssh-ed25519 " + ssh.fingerprint() + ", redacted]");
        assertThat(scram).hasToString("ScramVerifier[4096 iterations, redacted]");
        assertThat(new Accepted<>(key, List.of("corrected")))
                .hasToString("Accepted[value=FernetKey[redacted], notes=[corrected]]");
        assertThat(List.of(key.hashCode(), signingKey.hashCode(), scram.hashCode()))
                .isEqualTo(List.of(
                        FernetKey.generate().hashCode(),
                        SigningKey.generate().hashCode(),
                        ScramVerifier.generate(Sensitive.of("other")).hashCode()));
    }

    @Test
    void theFailureToOpenATokenSaysNothingOfKeyOrMessage() {
        FernetKey key = FernetKey.generate();
        String token = FernetKey.generate().encrypt(Sensitive.of("Zq7Xw9Kv"), Instant.EPOCH);
        String said = everythingSaid(secret -> key.decrypt(secret.reveal()), Sensitive.of(token));
        assertThat(said)
                .doesNotContain("Zq7Xw9Kv", token.substring(0, 20), key.text().reveal());
    }

    @Test
    void aDamagedPrivateKeySaysNothingOfItsContent() {
        String pem =
                SshDeployKey.generate(GitHost.OTHER, "comment").privateKey().reveal();
        for (int i = 40; i < pem.length() - 40; i += 7) {
            String damaged = pem.substring(0, i) + "\u00e9" + pem.substring(i + 1);
            assertThat(everythingSaid(SshDeployKey::parse, Sensitive.of(damaged)))
                    .doesNotContain("\u00e9", pem.substring(240, 300));
            String changed = pem.substring(0, i) + (pem.charAt(i) == 'A' ? 'B' : 'A') + pem.substring(i + 1);
            assertThat(everythingSaid(SshDeployKey::parse, Sensitive.of(changed)))
                    .doesNotContain(pem.substring(240, 300));
        }
    }

    /** The value's own text, or every message on the way down to the last cause. */
    private static String everythingSaid(Function<Sensitive, Object> reader, Sensitive secret) {
        List<String> said = new ArrayList<>();
        try {
            said.add(reader.apply(secret).toString());
        } catch (UnusableSecretException | InvalidTokenException refused) {
            for (Throwable t = refused; t != null; t = t.getCause()) {
                said.add(t.toString());
            }
            said.add(List.of(refused.getSuppressed()).toString());
        }
        return String.join("\n", said);
    }
}
