package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.RemoteEntries;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.database.CertificateIssuer;
import io.airworthy.material.ExternalSecrets;
import io.airworthy.material.Material;
import io.airworthy.material.Purpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the documents can say of a deployment's Secrets, and how each is given other material. */
final class SecretFacts {

    private final AirflowDeployment deployment;
    private final SecretCatalogue catalogue;
    private final SecretChange change;
    private final Kubectl kubectl;
    private final DatabaseServer server;

    SecretFacts(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.catalogue = deployment.release().secrets();
        this.change = new SecretChange(deployment);
        this.kubectl = new Kubectl(deployment);
        this.server = new DatabaseServer(deployment);
    }

    void addTo(Facts facts) {
        facts.several("secrets.inventory", () -> inventory(Chapter.ROTATION.pages(facts)))
                .several("secrets.contents", this::contents)
                .choice(
                        "secrets",
                        () -> deployment
                                .secretDelivery()
                                .match(plain -> "plain", external -> "external", sealedSecrets -> "sealed"),
                        "plain",
                        "external",
                        "sealed")
                .flag("fernet-key.supplied", () -> deployment.suppliedSecrets().contains(Purpose.FERNET))
                .ifAnyText("secrets-maker", () -> maker(deployment))
                .flag("secrets.reloader", change::restartsByItself)
                .flag("secrets.ours", () -> !catalogue.required().isEmpty())
                .words("secrets.all", () -> names(catalogue.all()))
                .words("secrets.own", () -> names(catalogue.required()))
                .text("generated-names", this::generatedNames)
                .prose("secrets.store", change::store)
                .script("create-secrets", change::create)
                .script("secrets.made-again", change::madeAgain)
                .several("secrets.sources", this::sources)
                .several("secrets.entries", this::entries)
                .several("secrets.foreign", this::foreign)
                .prose(
                        "secrets.supplied",
                        () -> Phrase.codes(catalogue.supplied().stream()
                                .map(RequiredSecret::name)
                                .distinct()
                                .toList()))
                .flag("secrets.has-supplied", () -> !catalogue.supplied().isEmpty())
                .ifAnyText(
                        "secrets.operator",
                        () -> deployment.database().credentials().existingSecret());
        value(facts, "direct-url", Purpose.DATABASE, SecretCatalogue.CONNECTION_DIRECT);
        value(facts, "pool-stats-url", Purpose.POOL_STATS, SecretCatalogue.CONNECTION);
        value(facts, "pool-certificate", Purpose.POOL_TLS, "tls.crt");
        value(facts, "database-ca-bundle", Purpose.DATABASE_CA, SecretCatalogue.CA);
        Arrays.stream(Purpose.values()).forEach(purpose -> addTo(facts, Facts.inPages(purpose), purpose));
        inside(facts, "database-password", Material.DATABASE_PASSWORD, Material.DATABASE_VERIFIER);
        inside(facts, "redis-password", Material.REDIS_PASSWORD);
        inside(facts, "broker-password", Material.BROKER_PASSWORD);
        facts.flag(
                        "database.takes-verifier",
                        () -> catalogue.materials().contains(Material.DATABASE_PASSWORD) && server.takesVerifier())
                .script("database.set-verifier", () -> server.takesVerifier() ? server.setVerifier() : Script.empty())
                .prose("database-ca.issuer", () -> Phrase.plain(issuer().title()))
                .prose("database-ca.page", () -> Phrase.plain(issuer().page()))
                .script("database-ca.downloads", server::downloads)
                .script(
                        "pool-tls.change",
                        () -> catalogue.required(Purpose.POOL_TLS).isPresent()
                                ? change.poolCertificate()
                                : Script.empty())
                .script(
                        "git.public-key",
                        () -> catalogue
                                .find(Purpose.GIT_SSH)
                                .map(change::publicKey)
                                .orElse(Script.empty()));
    }

    /** The kind of object that makes the Secrets, if one does. */
    static Optional<String> maker(AirflowDeployment deployment) {
        return deployment.release().secrets().required().isEmpty()
                ? Optional.empty()
                : deployment
                        .secretDelivery()
                        .match(
                                plain -> Optional.empty(),
                                external -> Optional.of(ExternalSecrets.RESOURCE),
                                sealedSecrets -> Optional.of("sealedsecrets"));
    }

    /** A pipe's beginning: what a Secret holds at a key. */
    private void value(Facts facts, String name, Purpose purpose, String key) {
        facts.ifAny(
                name,
                () -> catalogue
                        .find(purpose)
                        .map(secret -> new Fact.ShellWords(kubectl.secretValue(secret.name(), key))));
    }

    private static Script.Words names(List<RequiredSecret> secrets) {
        return Script.Words.of(
                secrets.stream().map(RequiredSecret::name).distinct().toList());
    }

    /** The names of the Secrets that the chart generates where the values name none, unless one of ours has the name. */
    private String generatedNames() {
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

    /** Every Secret, who reads it, and how it is rotated. */
    private List<Facts> inventory(List<Page> pages) {
        return Stream.of(
                        catalogue.required().stream()
                                .map(secret -> secret(secret, pages).flag("ours", () -> true)),
                        catalogue.supplied().stream()
                                .map(secret -> secret(secret, pages).flag("ours", () -> false)),
                        catalogue.foreign().stream()
                                .skip(catalogue.supplied().size())
                                .map(foreign -> new Facts()
                                        .text("name", foreign.name())
                                        .flag("read-by-airflow", () -> false)
                                        .text("type", foreign.type())
                                        .codes("keys", () -> List.copyOf(foreign.keys()))
                                        .flag("has-keys", () -> !foreign.keys().isEmpty())
                                        .text("title", foreign.purpose())))
                .flatMap(secrets -> secrets)
                .toList();
    }

    private static Facts secret(RequiredSecret secret, List<Page> pages) {
        return new Facts()
                .text("name", secret.name())
                .flag("read-by-airflow", () -> true)
                .codes("keys", () -> List.copyOf(secret.entries().keySet()))
                .text("title", secret.purpose().title())
                .text(
                        "readers",
                        () -> secret.readers().stream().map(Object::toString).collect(Collectors.joining(", ")))
                .text("rotation", secret.rotation())
                .text("how", secret.howToRotate())
                .part(
                        "page",
                        pages.stream()
                                .filter(page -> page.isAbout(secret.purpose()))
                                .findFirst(),
                        Page::link);
    }

    /** What the owners of Secrets have to put into them. */
    private List<Facts> contents() {
        return catalogue.supplied().stream()
                .flatMap(secret -> secret.entries().entrySet().stream()
                        .map(entry -> new Facts()
                                .text("name", secret.name())
                                .text("key", entry.getKey())
                                .text("text", () -> entry.getValue().redacted())
                                .flag(
                                        "one-line",
                                        () -> entry.getValue().redacted().indexOf('\n') < 0)
                                .script(
                                        "lines",
                                        () -> new Script(entry.getValue()
                                                .redacted()
                                                .lines()
                                                .toList()))))
                .toList();
    }

    /** A password that stands inside of other texts, and what is derived from it. */
    private void inside(Facts facts, String name, Material... materials) {
        facts.script("change." + name, () -> change.composed(materials[0]))
                .script("arrive." + name, () -> change.arrival(materials))
                .prose("holding." + name, () -> change.holding(materials[0]))
                .prose("owners." + name, () -> change.ownersHolding(materials[0]))
                .flag("has-owners." + name, () -> change.isHeldByOwners(materials[0]))
                .flag("makes." + name, () -> catalogue.materials().contains(materials[0]));
    }

    private void addTo(Facts facts, String name, Purpose purpose) {
        facts.ifAny("secret." + name, () -> catalogue.find(purpose).map(secret -> new Fact.Text(secret.name())))
                .flag("makes." + name, () -> catalogue.required(purpose).isPresent())
                .script(
                        "read." + name,
                        () -> catalogue
                                .find(purpose)
                                .map(secret -> change.read("old", secret))
                                .orElse(Script.empty()))
                .script(
                        "change." + name,
                        () -> ours(purpose)
                                .map(secret -> change.text(purpose, only(secret)))
                                .orElse(Script.empty()))
                .script(
                        "arrive." + name,
                        () -> ours(purpose)
                                .map(secret -> change.arrival(only(secret)))
                                .orElse(Script.empty()))
                .script(
                        "restart-readers." + name,
                        () -> catalogue
                                .find(purpose)
                                .map(change::restartReaders)
                                .orElse(Script.empty()));
    }

    /** A Secret of ours that holds one piece of material and nothing else. */
    private Optional<RequiredSecret> ours(Purpose purpose) {
        return catalogue.required(purpose).filter(secret -> secret.materials().size() == 1);
    }

    private static Material only(RequiredSecret secret) {
        return secret.materials().iterator().next();
    }

    private List<Facts> sources() {
        return catalogue.sources().entrySet().stream()
                .map(source -> new Facts()
                        .text("material", source.getKey().description())
                        .text("source", source.getValue()))
                .toList();
    }

    private List<Facts> entries() {
        return RemoteEntries.of(deployment).map(RemoteEntries::all).orElse(Map.of()).keySet().stream()
                .map(material -> new Facts()
                        .prose("place", () -> change.place(material))
                        .text("material", material.description())
                        .prose("origin", () -> origin(material)))
                .toList();
    }

    private Phrase origin(Material material) {
        return Optional.ofNullable(catalogue.sources().get(material))
                .map(source -> source.match(
                        variable -> Phrase.of("you, from {}", source),
                        file -> Phrase.of("you, from {}", source),
                        entry -> Phrase.of("already there")))
                .orElseGet(() -> Phrase.of(
                        material.origin() == Material.Origin.DERIVED
                                ? "derived from the password"
                                : "generated by the tool that renders this package"));
    }

    private List<Facts> foreign() {
        return catalogue.foreign().stream()
                .map(secret -> new Facts()
                        .text("name", secret.name())
                        .text("type", secret.type())
                        .text("what", secret.purpose())
                        .codes("keys", () -> List.copyOf(secret.keys()))
                        .flag("has-keys", () -> !secret.keys().isEmpty())
                        .flag("has-several-keys", () -> secret.keys().size() > 1))
                .toList();
    }

    private CertificateIssuer issuer() {
        return deployment.database().certificateIssuer();
    }
}
