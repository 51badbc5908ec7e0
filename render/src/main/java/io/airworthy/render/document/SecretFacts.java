package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.RemoteEntries;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.dags.GitHost;
import io.airworthy.database.CertificateIssuer;
import io.airworthy.material.Material;
import io.airworthy.material.Purpose;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the documents can say of a deployment's Secrets, and how each is given other material. */
final class SecretFacts {

    /** Material by the name that pages have for it, and a purpose whose Secret holds it. */
    private static final Map<String, Purpose> CHANGED = new LinkedHashMap<>();

    static {
        CHANGED.put("fernet", Purpose.FERNET);
        CHANGED.put("api-key", Purpose.API_KEY);
        CHANGED.put("webserver-key", Purpose.WEBSERVER_KEY);
        CHANGED.put("jwt", Purpose.JWT);
        CHANGED.put("database", Purpose.DATABASE);
        CHANGED.put("database-ca", Purpose.DATABASE_CA);
        CHANGED.put("pool", Purpose.POOL);
        CHANGED.put("pool-tls", Purpose.POOL_TLS);
        CHANGED.put("broker", Purpose.BROKER);
        CHANGED.put("redis", Purpose.REDIS);
        CHANGED.put("deploy-key", Purpose.GIT_SSH);
        CHANGED.put("git-token", Purpose.GIT_HTTPS);
    }

    private final AirflowDeployment deployment;
    private final SecretCatalogue catalogue;
    private final SecretChange change;
    private final HealthCommands health;
    private final DatabaseServer server;

    SecretFacts(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.catalogue = deployment.release().secrets();
        this.change = new SecretChange(deployment);
        this.health = new HealthCommands(deployment);
        this.server = new DatabaseServer(deployment);
    }

    void addTo(Facts facts) {
        facts.prose(
                        "secrets.table",
                        () -> Phrase.ofBlocks(
                                List.of(new SecretsOverview(deployment).rotation(Chapter.ROTATION.pages(facts)))))
                .flag("secrets.plain", change::isMadeByHand)
                .flag(
                        "secrets.external",
                        () -> deployment.secretDelivery().external().isPresent())
                .flag("secrets.sealed", () -> deployment.secretDelivery().isSealed())
                .flag("secrets.reloader", change::restartsByItself)
                .flag("secrets.ours", () -> !catalogue.required().isEmpty())
                .words("secrets.all", health::secretNames)
                .words("secrets.own", health::ownSecretNames)
                .prose("secrets.store", change::store)
                .script("create-secrets", change::create)
                .script("secrets.made-again", change::madeAgain)
                .several("secrets.sources", this::sources)
                .several("secrets.entries", this::entries)
                .several("secrets.foreign", this::foreign)
                .ifAny("secret.admin", () -> catalogue.find(Purpose.ADMIN).map(secret -> new Fact.Text(secret.name())))
                .prose(
                        "secrets.supplied",
                        () -> Phrase.codes(catalogue.supplied().stream()
                                .map(RequiredSecret::name)
                                .distinct()
                                .toList()))
                .flag("secrets.has-supplied", () -> !catalogue.supplied().isEmpty())
                .ifAny(
                        "secrets.operator",
                        () -> deployment
                                .database()
                                .credentials()
                                .existingSecret()
                                .map(Fact.Text::new));
        CHANGED.forEach((name, purpose) -> addTo(facts, name, purpose));
        inside(facts, "database-password", Material.DATABASE_PASSWORD, Material.DATABASE_VERIFIER);
        inside(facts, "redis-password", Material.REDIS_PASSWORD);
        inside(facts, "broker-password", Material.BROKER_PASSWORD);
        facts.flag(
                        "database.takes-verifier",
                        () -> catalogue.materials().contains(Material.DATABASE_PASSWORD) && server.takesVerifier())
                .script("database.set-verifier", () -> server.takesVerifier() ? server.setVerifier() : Script.empty())
                .prose("database-ca.issuer", () -> Phrase.plain(issuer().title()))
                .prose("database-ca.page", () -> Phrase.plain(issuer().page()))
                .script(
                        "database-ca.expiry",
                        () -> catalogue.find(Purpose.DATABASE_CA).isPresent() ? health.caExpiry() : Script.empty())
                .script("database-ca.downloads", server::downloads)
                .script(
                        "database-ca.check",
                        () -> server.checkCertificate(
                                deployment.release().workloads().web()))
                .script(
                        "pool-tls.expiry",
                        () -> catalogue
                                .find(Purpose.POOL_TLS)
                                .map(secret -> health.certificateOf(secret.name(), "tls.crt"))
                                .orElse(Script.empty()))
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
                                .orElse(Script.empty()))
                .ifAny("git.registry", () -> gitHost().map(host -> new Fact.Text(host.registry())))
                .ifAny(
                        "git.keygen",
                        () -> gitHost()
                                .map(host -> new Fact.ShellWords(
                                        new Script.Words(host.keyType().keygenOptions()))));
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
                        .prose("keys", () -> SecretsOverview.keys(secret)))
                .toList();
    }

    private CertificateIssuer issuer() {
        return deployment.database().certificateIssuer();
    }

    private Optional<GitHost> gitHost() {
        return deployment.gitSync().map(git -> GitHost.of(git.repository()));
    }
}
