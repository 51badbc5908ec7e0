package io.airworthy.secrets;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.dags.GitHost;
import io.airworthy.dags.SshKeyType;
import io.airworthy.material.Encoding;
import io.airworthy.material.Material;
import io.airworthy.material.SecretTemplate;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Whether a piece of material can stand where a deployment will put it. */
final class SecretMaterialCheck {

    /** PgBouncer before 1.25.0, which the chart still ships, crashes on longer ones. */
    private static final int LONGEST_IN_USER_LIST = 1023;

    private final SecretCatalogue catalogue;
    private final GitHost gitHost;
    private final Set<Material> inUserList = EnumSet.noneOf(Material.class);

    SecretMaterialCheck(AirflowDeployment deployment) {
        this.catalogue = deployment.release().secrets();
        this.gitHost =
                deployment.gitSync().map(git -> GitHost.of(git.repository())).orElse(GitHost.OTHER);
        catalogue.required().stream()
                .flatMap(secret -> secret.entries().values().stream())
                .flatMap(SecretTemplate::placeholders)
                .filter(place -> place.encoding() == Encoding.PGBOUNCER_USER_LIST)
                .forEach(place -> inUserList.add(place.material()));
    }

    /** The material in the form in which it is used, or the reason why it cannot be. */
    Accepted<Sensitive> accept(Material material, Sensitive given) {
        Accepted<Sensitive> accepted =
                switch (material) {
                    case FERNET_KEYS -> text(FernetKeyRing.parse(given), FernetKeyRing::text);
                    case SESSION_KEY, JWT_SECRET -> text(SigningKey.parse(given), SigningKey::text);
                    case GIT_DEPLOY_KEY -> text(deployKey(given), SshDeployKey::privateKey);
                    case DATABASE_VERIFIER -> text(ScramVerifier.parse(given), ScramVerifier::text);
                    case DATABASE_CA, POOL_CERTIFICATE, POOL_CA -> PemText.certificates(given);
                    case POOL_PRIVATE_KEY -> PemText.privateKey(given);
                    case LOG_ACCESS_KEY -> catalogue.isOneLine(material) ? line(given) : keyFile(given);
                    default -> line(given);
                };
        if (inUserList.contains(material)) {
            requireFitForUserList(accepted.value());
        }
        return accepted;
    }

    private static <T> Accepted<Sensitive> text(Accepted<T> accepted, Function<T, Sensitive> text) {
        return new Accepted<>(text.apply(accepted.value()), accepted.notes());
    }

    private Accepted<SshDeployKey> deployKey(Sensitive given) {
        Accepted<SshDeployKey> accepted = SshDeployKey.parse(given);
        SshKeyType type = accepted.value().type();
        int bits = accepted.value().bits();
        if (!gitHost.takes(type, bits)) {
            throw new UnusableSecretException(
                    "it is an " + type.title() + " key of " + bits + " bits, and " + gitHost.title()
                            + " accepts only " + gitHost.takenTypes() + "; ssh-keygen "
                            + gitHost.keyType().keygenOptions()
                            + " -N '' -f <file> makes such a key, and so does renew(GIT_DEPLOY_KEY)");
        }
        return accepted;
    }

    /** A password, a token, the id of a key: any text, but one line of it. */
    private static Accepted<Sensitive> line(Sensitive given) {
        String text = given.reveal();
        if (text.isEmpty()) {
            throw new UnusableSecretException("it is empty");
        }
        if (text.indexOf('\0') >= 0) {
            throw new UnusableSecretException("it contains a NUL character, and most programs stop reading there");
        }
        if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
            throw new UnusableSecretException(
                    text.strip().lines().count() == 1
                            ? "it has a line break before or after it; print it with printf %s, because echo adds one"
                            : "it contains a line break; it must be one line");
        }
        return new Accepted<>(
                given.copy(),
                text.strip().length() == text.length()
                        ? List.of()
                        : List.of("begins or ends with white space, which was kept as part of it"));
    }

    private static Accepted<Sensitive> keyFile(Sensitive given) {
        Normalization input = new Normalization(given.reveal());
        input.unwrapIf(JsonObjectText::matches);
        if (!JsonObjectText.matches(input.text())) {
            throw new UnusableSecretException("it is not a Google Cloud key file, which is one JSON object");
        }
        return input.accept(Sensitive.of(input.text()));
    }

    private static void requireFitForUserList(Sensitive material) {
        int length = material.reveal().getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_IN_USER_LIST) {
            throw new UnusableSecretException("it has " + length + " bytes, and PgBouncer's user list accepts "
                    + LONGEST_IN_USER_LIST + " at most");
        }
    }
}
