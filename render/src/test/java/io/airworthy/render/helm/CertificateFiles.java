package io.airworthy.render.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.material.SecretTemplate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whoever is told to check a certificate against a file has that file, from the right Secret. */
final class CertificateFiles {

    private static final Pattern IN_URL = Pattern.compile("sslrootcert=([^&]+)");
    private static final Pattern IN_INI = Pattern.compile("(?m)^\\w+_tls_(?:ca|cert|key)_file = (.+)$");

    private final Release release;

    private CertificateFiles(Release release) {
        this.release = release;
    }

    static void check(Release release) {
        CertificateFiles files = new CertificateFiles(release);
        release.pods().stream().flatMap(pod -> pod.containers().stream()).forEach(files::ofUrls);
        release.deployment().pgBouncer().ifPresent(pool -> files.ofPool());
    }

    private void ofUrls(Container container) {
        for (JsonNode variable : container.variables()) {
            boolean forKeda = variable.path("name").asText().equals("KEDA_DB_CONN");
            JsonNode reference = variable.at("/valueFrom/secretKeyRef");
            if (!reference.isMissingNode() && !forKeda) {
                text(SecretKey.of(reference)).ifPresent(text -> files(text, IN_URL, container));
            }
        }
        Optional.ofNullable(container.environment().get("PGSSLROOTCERT")).ifPresent(file -> exists(file, container));
    }

    private void ofPool() {
        Container pool = release.pod(release.names().object("pgbouncer")).container("pgbouncer");
        SecretKey ini =
                pool.fileAt("/etc/pgbouncer/pgbouncer.ini").orElseThrow().source();
        files(text(ini).orElseThrow(), IN_INI, pool);
    }

    private void files(String text, Pattern pattern, Container container) {
        Matcher file = pattern.matcher(text);
        while (file.find()) {
            exists(file.group(1).replace("%2F", "/"), container);
        }
    }

    private void exists(String file, Container container) {
        Optional<MountedFile> mounted = container.fileAt(file);
        assertThat(mounted).as("%s in %s", file, container).isPresent();
        assertThat(mounted.get().kind()).as("%s in %s", file, container).isEqualTo("Secret");
        assertThat(text(mounted.get().source()))
                .as("what %s of %s is made of", mounted.get().source(), container)
                .contains(expected(file));
    }

    private String expected(String file) {
        return switch (file) {
            case "/etc/airworthy/database-ca/ca.crt" -> "<database-ca>";
            case "/etc/airworthy/pgbouncer-ca/ca.crt" -> "<pool-ca>";
            case "/etc/airworthy/pgbouncer-tls/tls.crt" -> "<pool-certificate>";
            case "/etc/airworthy/pgbouncer-tls/tls.key" -> "<pool-private-key>";
            default -> throw new AssertionError("nobody should need " + file);
        };
    }

    private Optional<String> text(SecretKey key) {
        List<RequiredSecret> secrets = release.catalogue().all();
        return secrets.stream()
                .filter(secret -> secret.name().equals(key.secret()))
                .flatMap(secret -> Optional.ofNullable(secret.entries().get(key.key())).stream())
                .map(SecretTemplate::redacted)
                .findFirst();
    }
}
