package io.airworthy.secrets;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.connection.ConnectionPlan;
import io.airworthy.dags.GitHost;
import io.airworthy.database.TlsMode;
import io.airworthy.material.Material;
import io.airworthy.material.Material.Origin;
import io.airworthy.material.SecretSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One run of a builder: what has been accepted so far, with all notes and problems. */
final class SecretMaterialAssembly {

    private final AirflowDeployment deployment;
    private final SecretCatalogue catalogue;
    private final SecretMaterialCheck check;
    private final Set<Material> needed = EnumSet.noneOf(Material.class);
    private final Map<Material, Sensitive> pieces = new EnumMap<>(Material.class);
    private final Set<Material> generated = EnumSet.noneOf(Material.class);
    private final Map<Material, List<String>> problems = new EnumMap<>(Material.class);
    private final Map<Material, List<String>> notes = new EnumMap<>(Material.class);

    private boolean hasLookedAtSources;

    SecretMaterialAssembly(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.catalogue = deployment.release().secrets();
        this.check = new SecretMaterialCheck(deployment);
        this.needed.addAll(catalogue.materials());
    }

    SecretMaterialAssembly collect(
            Map<Material, Sensitive> given,
            Map<Material, Sensitive> existing,
            Optional<SecretMaterialSources> sources) {
        hasLookedAtSources = sources.isPresent();
        for (Material material : Material.values()) {
            Sensitive mine = given.get(material);
            Sensitive kept = existing.get(material);
            if (!needed.contains(material)) {
                if (mine != null || kept != null) {
                    note(material, "", "not used, because this deployment does not need it");
                }
            } else if (mine != null) {
                accept(material, "", mine);
            } else if (kept != null) {
                accept(material, ", as it exists", kept);
                sources.ifPresent(all -> noteIfAnother(material, all));
            } else {
                sources.ifPresent(all -> acceptFrom(material, all));
            }
        }
        requireThatNothingEncryptedIsLost(existing.get(Material.FERNET_KEYS));
        requireVerifierOfPassword();
        requireFittingPoolCertificate();
        return this;
    }

    SecretMaterialAssembly generate() {
        for (Material material : needed) {
            if (pieces.containsKey(material) || problems.containsKey(material)) {
                continue;
            }
            if (material.origin() == Origin.PROVIDED) {
                problem(material, "", "missing; " + wayToIt(material));
            } else {
                make(material).ifPresent(made -> {
                    pieces.put(material, made);
                    generated.add(material);
                });
            }
        }
        return this;
    }

    SecretMaterial result() {
        if (!problems.isEmpty()) {
            throw new SecretMaterialException(sentences(problems));
        }
        return new SecretMaterial(pieces, needed, generated, sentences(notes));
    }

    private void acceptFrom(Material material, SecretMaterialSources sources) {
        try {
            find(material, sources)
                    .ifPresent(found -> accept(
                            material, ", from " + catalogue.source(material).orElseThrow(), found));
        } catch (UnusableSecretException unreadable) {
            problem(material, "", String.valueOf(unreadable.getMessage()));
        }
    }

    private Optional<Sensitive> find(Material material, SecretMaterialSources sources) {
        // Editors end a file with a line end. In a certificate it belongs to the text, in a password it does not.
        return catalogue
                .source(material)
                .flatMap(place -> sources.read(place)
                        .map(found -> place.file().isPresent() && catalogue.isOneLine(material)
                                ? found.withoutFinalLineEnd()
                                : found));
    }

    private void accept(Material material, String from, Sensitive piece) {
        try {
            Accepted<Sensitive> accepted = check.accept(material, piece);
            pieces.put(material, accepted.value());
            accepted.notes().forEach(note -> note(material, from, note));
        } catch (UnusableSecretException unusable) {
            problem(material, from, String.valueOf(unusable.getMessage()));
        }
    }

    private void noteIfAnother(Material material, SecretMaterialSources sources) {
        Sensitive kept = pieces.get(material);
        try {
            find(material, sources)
                    .filter(found -> kept != null
                            && !kept.equals(check.accept(material, found).value()))
                    .ifPresent(another -> note(
                            material,
                            "",
                            "kept as it exists, although "
                                    + catalogue.source(material).orElseThrow() + " has another; renew(" + material
                                    + ") uses that one"));
        } catch (UnusableSecretException notInTheWay) {
            // What exists can be used, so a fault of the source does not matter.
        }
    }

    /** If the key is replaced instead of rotated, nothing that Airflow has encrypted can be read again. */
    private void requireThatNothingEncryptedIsLost(@Nullable Sensitive existing) {
        Sensitive ring = pieces.get(Material.FERNET_KEYS);
        if (existing == null || ring == null) {
            return;
        }
        List<FernetKey> encrypting = FernetKeyRing.encrypting(existing);
        if (encrypting.isEmpty()) {
            note(Material.FERNET_KEYS, "", "what existed was not a key that Airflow could use, and is not kept");
        } else if (!FernetKeyRing.parse(ring).value().holds(encrypting)) {
            problem(
                    Material.FERNET_KEYS,
                    "",
                    "the key that is in use now is not among those given, so everything encrypted with it would be"
                            + " lost; begin with FernetKeyRing.rotate");
        }
    }

    private void requireVerifierOfPassword() {
        Sensitive verifier = pieces.get(Material.DATABASE_VERIFIER);
        Sensitive password = pieces.get(Material.DATABASE_PASSWORD);
        if (verifier != null
                && password != null
                && !ScramVerifier.parse(verifier).value().verify(password)) {
            problem(
                    Material.DATABASE_VERIFIER,
                    "",
                    "it was made from another password, so Airflow could not log in to the pool;"
                            + " renew(DATABASE_VERIFIER) makes one from this password, which the server must get too");
        }
    }

    private void requireFittingPoolCertificate() {
        Sensitive certificate = pieces.get(Material.POOL_CERTIFICATE);
        if (certificate == null) {
            return;
        }
        PoolCertificate shown = new PoolCertificate(certificate);
        Sensitive key = pieces.get(Material.POOL_PRIVATE_KEY);
        if (key != null && !shown.isOf(key)) {
            problem(
                    Material.POOL_PRIVATE_KEY,
                    "",
                    shown.hasBehindIt(key)
                            ? "its certificate does not come first, where PgBouncer looks for its own; the issuing"
                                    + " certificates come after it"
                            : "it is the key of another certificate, so PgBouncer would not start");
        }
        Sensitive authorities = pieces.get(Material.POOL_CA);
        if (authorities != null && !shown.isTrustedBy(authorities)) {
            problem(
                    Material.POOL_CA,
                    "",
                    "there is no chain from it to PgBouncer's certificate, which was issued by " + shown.issuer()
                            + ", so Airflow would not connect");
        }
        deployment
                .pgBouncer()
                .filter(pool -> pool.clientTls() == TlsMode.VERIFY_FULL && !namesPool(shown))
                .ifPresent(pool -> problem(
                        Material.POOL_CERTIFICATE,
                        "",
                        "it is for " + (shown.hosts().isEmpty() ? "no host" : String.join(", ", shown.hosts()))
                                + ", so Airflow would not connect: it asks for "
                                + deployment.names().pgBouncerHost()));
    }

    /** OpenSSL, which checks for asyncpg, does not accept a wildcard before one last label; libpq does. */
    private boolean namesPool(PoolCertificate certificate) {
        String host = deployment.names().pgBouncerHost();
        String wildcard = "*" + host.substring(host.indexOf('.'));
        return certificate.hosts().stream()
                .anyMatch(name -> name.equalsIgnoreCase(host)
                        || name.equalsIgnoreCase(wildcard)
                                && !ConnectionPlan.of(deployment).usesAsyncUrl());
    }

    private Optional<Sensitive> make(Material material) {
        return switch (material) {
            case FERNET_KEYS ->
                Optional.of(FernetKeyRing.of(FernetKey.generate()).text());
            case SESSION_KEY, JWT_SECRET -> Optional.of(SigningKey.generate().text());
            case GIT_DEPLOY_KEY ->
                deployment
                        .gitSync()
                        .map(git -> SshDeployKey.generate(
                                        GitHost.of(git.repository()),
                                        deployment.names().deployKeyComment())
                                .privateKey());
            // Without a password there is no verifier, and the password has its own problem already.
            case DATABASE_VERIFIER ->
                Optional.ofNullable(pieces.get(Material.DATABASE_PASSWORD))
                        .map(password -> ScramVerifier.generate(password).text());
            default -> Optional.of(Password.generate());
        };
    }

    private String wayToIt(Material material) {
        String byHand = "supply it by with(" + material + ", …)";
        return catalogue
                .source(material)
                .map(place -> place.<String>match(
                        variable -> localWay("set ", place, material),
                        file -> localWay("put it into ", place, material),
                        entry -> "it is in " + place + ", which only the cluster reads; " + byHand))
                .orElse(byHand);
    }

    private String localWay(String verb, SecretSource place, Material material) {
        return verb
                + place
                + (hasLookedAtSources
                        ? ""
                        : " and call fromSources(System.getenv()), or supply it by with(" + material + ", …)")
                + (material == Material.DATABASE_CA
                        ? ". Where to get it: "
                                + deployment.database().certificateIssuer().source()
                        : "");
    }

    private void problem(Material material, String from, String reason) {
        problems.computeIfAbsent(material, any -> new ArrayList<>()).add(material.description() + from + ": " + reason);
    }

    private void note(Material material, String from, String note) {
        notes.computeIfAbsent(material, any -> new ArrayList<>()).add(material.description() + from + ": " + note);
    }

    private static List<String> sentences(Map<Material, List<String>> byMaterial) {
        return byMaterial.values().stream().flatMap(List::stream).toList();
    }
}
