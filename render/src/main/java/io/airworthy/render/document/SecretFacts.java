package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.RemoteEntries;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.catalogue.SuppliedSecret;
import io.airworthy.material.ExternalSecrets;
import io.airworthy.material.Material;
import io.airworthy.material.Purpose;
import io.airworthy.material.SecretSource;
import io.airworthy.material.SecretSource.Remote;
import io.airworthy.render.kubernetes.SecretCommands;
import io.airworthy.render.kubernetes.SecretsManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What documents can say of a deployment's Secrets. */
final class SecretFacts {

    private final AirflowDeployment deployment;
    private final SecretCatalogue catalogue;

    SecretFacts(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.catalogue = deployment.release().secrets();
    }

    Optional<HeldSecret> secret(Purpose purpose) {
        return catalogue.find(purpose).map(this::held);
    }

    private HeldSecret held(RequiredSecret secret) {
        return new HeldSecret(deployment, secret, catalogue.required().contains(secret));
    }

    /** Every Secret that Airflow reads, and its owner. */
    List<HeldSecret> inventory() {
        return Stream.concat(catalogue.required().stream(), catalogue.supplied().stream())
                .map(this::held)
                .toList();
    }

    /** Those of others that only Kubernetes reads. */
    List<SuppliedSecret> readByKubernetes() {
        return catalogue.foreign().stream().skip(catalogue.supplied().size()).toList();
    }

    /** What the owners of Secrets have to put into them. */
    List<HeldSecret.Content> contents() {
        return catalogue.supplied().stream()
                .flatMap(secret -> held(secret).contents().stream())
                .toList();
    }

    List<String> allSecrets() {
        return names(catalogue.all());
    }

    List<String> ownSecrets() {
        return names(catalogue.required());
    }

    List<String> suppliedSecretNames() {
        return names(catalogue.supplied());
    }

    private static List<String> names(List<RequiredSecret> secrets) {
        return secrets.stream().map(RequiredSecret::name).distinct().toList();
    }

    /** What stands inside of other texts, and what is derived from it. */
    Replacement replacing(Material material) {
        return new Replacement(
                deployment,
                material == Material.DATABASE_PASSWORD
                        ? List.of(material, Material.DATABASE_VERIFIER)
                        : List.of(material));
    }

    /** All material together. */
    Replacement replacingAll() {
        return new Replacement(deployment, List.of(Material.values()));
    }

    /** A file with a part of the pool's certificate, and where it goes. */
    record CertificateFile(String name, List<String> materialKeys, String file, Replacement material) {}

    List<CertificateFile> poolCertificateFiles() {
        String secret = deployment.names().secret(Purpose.POOL_TLS);
        return Stream.of(
                        Map.entry(Material.POOL_CERTIFICATE, "tls.crt"),
                        Map.entry(Material.POOL_PRIVATE_KEY, "tls.key"))
                .map(part -> new CertificateFile(
                        secret,
                        List.of(part.getValue()),
                        catalogue
                                .source(part.getKey())
                                .flatMap(SecretSource::file)
                                .map(SecretSource.File::path)
                                .orElse(part.getValue()),
                        replacing(part.getKey())))
                .toList();
    }

    Optional<Words> directUrl() {
        return value(Purpose.DATABASE, SecretCatalogue.CONNECTION_DIRECT);
    }

    Optional<Words> poolStatsUrl() {
        return value(Purpose.POOL_STATS, SecretCatalogue.CONNECTION);
    }

    Optional<Words> poolCertificate() {
        return value(Purpose.POOL_TLS, "tls.crt");
    }

    Optional<Words> poolUsers() {
        return value(Purpose.POOL, "users.txt");
    }

    Optional<Words> databaseCaBundle() {
        return value(Purpose.DATABASE_CA, SecretCatalogue.CA);
    }

    boolean fernetKeySupplied() {
        return deployment.suppliedSecrets().contains(Purpose.FERNET);
    }

    private Optional<Words> value(Purpose purpose, String key) {
        return secret(purpose).map(secret -> secret.value(key));
    }

    Words secretsExtraction() {
        return new Words(SecretsManifest.extraction(Words.quoted(SecretsManifest.FILE_NAME)));
    }

    String externalSecretsKind() {
        return ExternalSecrets.RESOURCE;
    }

    /** The kind of object that makes the Secrets, if one does. */
    Optional<String> secretsMaker() {
        return catalogue.required().isEmpty()
                ? Optional.empty()
                : deployment
                        .secretDelivery()
                        .match(
                                plain -> Optional.empty(),
                                external -> Optional.of(ExternalSecrets.RESOURCE),
                                sealedSecrets -> Optional.of("sealedsecrets"));
    }

    Words verifierFunction() {
        return new Words(SecretCommands.verifierFunction());
    }

    /** How the controller's program calls the scope of what it seals. */
    Optional<String> sealingScope() {
        return deployment
                .secretDelivery()
                .match(
                        plain -> Optional.empty(),
                        external -> Optional.empty(),
                        own -> Optional.of(
                                own.scope().name().toLowerCase(Locale.ROOT).replace('_', '-')));
    }

    /** The names of the Secrets that the chart generates where the values name none, unless one of ours has the name. */
    String generatedNames() {
        List<String> names = new ArrayList<>(List.of("metadata", "fernet-key"));
        if (deployment.usesCelery()) {
            names.addAll(List.of("result-backend", "broker-url"));
        }
        deployment.release().workloads().redis().ifPresent(redis -> names.add("redis-password"));
        deployment
                .release()
                .workloads()
                .pool()
                .ifPresent(pool -> names.addAll(List.of("pgbouncer-config", "pgbouncer-stats")));
        names.addAll(
                switch (deployment.webTier()) {
                    case WEBSERVER -> List.of("webserver-secret-key");
                    case API_SERVER -> List.of("api-secret-key", "jwt-secret");
                });
        catalogue
                .all()
                .forEach(secret -> names.removeIf(
                        name -> secret.name().equals(deployment.names().object(name))));
        return "^secret/" + deployment.names().object("(" + String.join("|", names) + ")$");
    }

    /** Something that people provide. */
    record Provided(Material material, SecretSource source) {}

    List<Provided> provided() {
        return catalogue.sources().entrySet().stream()
                .map(source -> new Provided(source.getKey(), source.getValue()))
                .toList();
    }

    /** An entry of the store, and where its text comes from. */
    record Stored(Material material, Remote entry, Optional<SecretSource> source) {

        boolean isDerived() {
            return material.origin() == Material.Origin.DERIVED;
        }
    }

    List<Stored> stored() {
        return RemoteEntries.of(deployment).map(RemoteEntries::all).orElse(Map.of()).entrySet().stream()
                .map(entry -> new Stored(entry.getKey(), entry.getValue(), catalogue.source(entry.getKey())))
                .toList();
    }
}
