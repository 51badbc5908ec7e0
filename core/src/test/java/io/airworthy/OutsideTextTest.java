package io.airworthy;

import static io.airworthy.testkit.OutsideTexts.like;
import static io.airworthy.testkit.Reading.endsWell;
import static io.airworthy.testkit.SampleDeployments.logs;

import io.airworthy.chart.ChartVersion;
import io.airworthy.configuration.AirflowVersion;
import io.airworthy.dags.GitRef;
import io.airworthy.dags.GitRepository;
import io.airworthy.dags.KnownHosts;
import io.airworthy.logging.CloudIdentity;
import io.airworthy.logging.LogStore;
import io.airworthy.material.ExternalSecrets;
import io.airworthy.metrics.Metrics;
import io.airworthy.pods.Quantity;
import io.airworthy.store.SecretStore;
import io.airworthy.store.StoreType;
import io.airworthy.testkit.FuzzProperty;
import io.airworthy.testkit.SampleDeployments;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;

/** Whatever a person writes into the model, it is held, and what is asked of it is answered. */
class OutsideTextTest {

    @Provide
    Arbitrary<String> addresses() {
        return like(
                "git@github.com:your-org/airflow-dags.git",
                "ssh://git@[fd00::7]:2222/dags.git",
                "https://ci:s3cret@github.com:443/your-org/dags.git",
                "://",
                "@",
                "[",
                "]",
                ":",
                "/",
                "99999999999");
    }

    @Provide
    Arbitrary<String> hostKeys() {
        return like(
                KnownHosts.github().text(),
                "|1|F1E1KeoE/eEWhi10WpGv4OdiO6Y=|3988QV0VE8wmZL7suNrYQLITLCg= ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA",
                "@revoked * ssh-rsa AAAA\n",
                "@cert-authority *.example.com,!a?.example.com ",
                "[git.example.com]:2222 ",
                "|1|",
                "*",
                "?",
                "\n",
                "# comment\n");
    }

    @Provide
    Arbitrary<String> quantities() {
        return like("500m", "4Gi", "1e3", "-.5", "+7E", "1E-9", ".", "e", "9");
    }

    @Provide
    Arbitrary<String> refs() {
        return like("main", "release/1.2", "0123456789abcdef0123456789abcdef01234567", "@{", "..", ".lock", "/", "~^:");
    }

    @Provide
    Arbitrary<String> versions() {
        return like("3.2.2", "1.22.0", "3.1.0-python3.12", "99999.1.1", ".", "9");
    }

    @Provide
    Arbitrary<String> names() {
        return like("airflow", "team-a.db", "a".repeat(63), "10.20.0.3", "fd00::7", "latest", "/", "-", ".", "_", "A");
    }

    /** Each takes what another refuses: a label, a host, an identifier of PostgreSQL, a tag, a path. */
    @FuzzProperty
    void anyNameIsJudged(@ForAll("names") String text) {
        AirflowDeployment azure = SampleDeployments.azure();
        AirflowDeployment named = azure.toBuilder()
                .releaseName(text)
                .namespace(text)
                .image(AirflowImage.builder()
                        .repository(text)
                        .tag(text)
                        .pullSecret(text)
                        .build())
                .database(azure.database().toBuilder()
                        .host(text)
                        .database(text)
                        .user(text)
                        .build())
                .gitSync(azure.gitSync().map(it -> it.toBuilder().subPath(text).build()))
                .remoteLogging(logs(LogStore.azureBlob(text, text, text), CloudIdentity.irsa(text)))
                .metrics(Metrics.openTelemetry(text, 4318))
                .ingress(WebIngress.builder()
                        .host(text)
                        .path(text)
                        .ingressClass(text)
                        .tlsSecret(text)
                        .build())
                .networkPolicies(NetworkPolicies.admitting(text, text))
                .secretDelivery(ExternalSecrets.builder()
                        .store(SecretStore.existingClusterStore(text, StoreType.AWS_SECRETS_MANAGER))
                        .prefix(text)
                        .build())
                .build();
        endsWell(named::validate);
    }

    @FuzzProperty
    void anyAddressOfARepositoryIsTakenApartOrNot(@ForAll("addresses") String text) {
        GitRepository repository = GitRepository.of(text);
        endsWell(repository::parts);
        endsWell(repository::toString);
    }

    @FuzzProperty
    void anyHostKeysAreJudgedAndSearched(@ForAll("hostKeys") String text) {
        KnownHosts hosts = KnownHosts.of(text);
        endsWell(hosts::problems);
        endsWell(() -> hosts.covers("github.com", 22));
        endsWell(() -> hosts.covers("a".repeat(253), 2222));
    }

    @FuzzProperty
    void anyQuantityIsAnAmountOrNot(@ForAll("quantities") String text) {
        endsWell(() -> Quantity.of(text).amount().map(Object::toString));
    }

    @FuzzProperty
    void anyRefIsWellFormedOrNot(@ForAll("refs") String text) {
        endsWell(() -> GitRef.branch(text).isWellFormed());
        endsWell(() -> GitRef.tag(text).isWellFormed());
        endsWell(() -> GitRef.commit(text).isWellFormed());
    }

    @FuzzProperty
    void anyVersionIsComparedWithAnother(@ForAll("versions") String text) {
        AirflowVersion airflow = AirflowVersion.of(text);
        endsWell(airflow::minorLine);
        endsWell(() -> airflow.compareTo(AirflowVersion.of("3.2.2")));
        endsWell(() -> ChartVersion.of(text).runs(airflow));
        endsWell(() -> ChartVersion.of(text).ownAirflow());
    }
}
