package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.Purpose;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.release.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Every Secret of the deployment, who reads it, and what its rotation takes. */
final class SecretsOverview {

    private final AirflowDeployment deployment;
    private final SecretCatalogue catalogue;

    SecretsOverview(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.catalogue = deployment.release().secrets();
    }

    /** The table of the checklist: what there is, and how often it changes. */
    Block inventory() {
        List<List<Phrase>> rows = new ArrayList<>();
        for (RequiredSecret secret : catalogue.required()) {
            rows.add(List.of(
                    Phrase.code(secret.name()),
                    Phrase.codes(List.copyOf(secret.entries().keySet())),
                    Phrase.plain(secret.purpose().title()),
                    Phrase.plain(readers(secret)),
                    Phrase.plain(secret.purpose().rotation())));
        }
        catalogue
                .foreign()
                .forEach(foreign -> rows.add(List.of(
                        Phrase.code(foreign.name()),
                        Phrase.code(foreign.type()),
                        Phrase.plain(foreign.purpose()),
                        Phrase.plain("Kubernetes"),
                        Phrase.plain("by whoever makes it"))));
        return new Block.Table(List.of("Secret", "Keys", "Purpose", "Read by", "Rotation"), rows);
    }

    /** The table of the runbook: where to read how a Secret is rotated. */
    Block rotation() {
        return new Block.Table(
                List.of("Secret", "Read by", "Rotate", "How"),
                catalogue.required().stream()
                        .map(secret -> List.of(
                                Phrase.code(secret.name()),
                                Phrase.plain(readers(secret)),
                                Phrase.plain(secret.purpose().rotation()),
                                how(secret.purpose())))
                        .toList());
    }

    private static String readers(RequiredSecret secret) {
        return secret.readers().stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    private Phrase how(Purpose purpose) {
        return switch (purpose) {
            case DATABASE, RESULT_BACKEND, POOL -> Phrase.of("\"Rotate the database password\"");
            case DATABASE_CA -> Phrase.of("\"Change the CA bundle of the database\"");
            case FERNET -> Phrase.of("\"Rotate the Fernet key\"");
            case API_KEY -> Phrase.of("\"Rotate the API server's secret key\"");
            case WEBSERVER_KEY -> Phrase.of("\"Rotate the webserver's secret key\"");
            case JWT -> Phrase.of("\"Rotate the JWT secret\"");
            case GIT_SSH -> Phrase.of("\"Rotate the deploy key\"");
            case GIT_HTTPS -> Phrase.of("\"Rotate the repository token\"");
            case POOL_STATS ->
                Phrase.of(
                        "Change it together with `users.txt` in {}, then restart {}",
                        Phrase.code(deployment.names().object(Purpose.POOL.suffix())),
                        pool());
            case POOL_TLS -> Phrase.of("Change it, restart {}; restart Airflow as well where the CA changed", pool());
            case BROKER -> broker();
            case REDIS -> Phrase.of("\"Rotate the Redis password\"");
            case LOG_STORE ->
                Phrase.of(
                        "Make the new key, change the Secret, restart everything that runs Airflow, delete the old key");
            case ADMIN -> Phrase.of("Change the password in Airflow: the Secret is read only when the user is created");
        };
    }

    private Phrase broker() {
        return catalogue.find(Purpose.REDIS).isPresent()
                ? Phrase.of("\"Rotate the Redis password\"")
                : Phrase.of("Change the broker's password and this Secret together, then restart everything that runs"
                        + " Airflow");
    }

    private Phrase pool() {
        return Phrase.code(
                deployment.release().workloads().pool().map(Workload::reference).orElse(""));
    }
}
