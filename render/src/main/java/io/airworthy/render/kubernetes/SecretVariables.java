package io.airworthy.render.kubernetes;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.material.Encoding;
import io.airworthy.material.Material;
import io.airworthy.material.SecretSource;
import io.airworthy.material.SecretTemplate;
import io.airworthy.material.SecretTemplate.Placeholder;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The shell variable or file that holds each piece of a deployment's material. */
final class SecretVariables {

    /** The file that {@code ssh-keygen} makes. */
    static final String DEPLOY_KEY_FILE = "git-deploy-key";

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Map<Material, String> files = new EnumMap<>(Material.class);
    private final Map<Material, String> plain = new EnumMap<>(Material.class);
    private final Map<Placeholder, String> encoded = new LinkedHashMap<>();

    SecretVariables(AirflowDeployment deployment) {
        SecretCatalogue catalogue = deployment.release().secrets();
        Set<String> taken = new HashSet<>();
        catalogue.sources().values().forEach(source -> named(source).ifPresent(taken::add));
        for (Material material : catalogue.materials()) {
            Optional<SecretSource> source = catalogue.source(material);
            Optional<SecretSource.File> file = source.flatMap(SecretSource::file);
            if (material == Material.GIT_DEPLOY_KEY) {
                files.put(material, DEPLOY_KEY_FILE);
            } else if (file.isPresent() && !catalogue.isOneLine(material)) {
                files.put(material, file.get().path());
            } else {
                plain.put(
                        material,
                        source.flatMap(SecretVariables::named)
                                .orElseGet(() -> free(shellName(material.label()), taken)));
            }
        }
        catalogue.required().stream()
                .flatMap(secret -> secret.entries().values().stream())
                .flatMap(SecretTemplate::placeholders)
                .filter(place -> place.encoding() != Encoding.PLAIN)
                .forEach(place -> encoded.computeIfAbsent(
                        place, any -> free(plain.get(place.material()) + suffix(place.encoding()), taken)));
    }

    /** The file that holds a piece, byte for byte; empty if a variable does. */
    Optional<String> file(Material material) {
        return Optional.ofNullable(files.get(material));
    }

    /** The variables that hold material as it is. */
    Map<Material, String> plain() {
        return plain;
    }

    /** The variables that hold material in the encoding of a place. */
    Map<Placeholder, String> encoded() {
        return encoded;
    }

    /** The variable for a place. */
    String of(Placeholder place) {
        String name = place.encoding() == Encoding.PLAIN ? plain.get(place.material()) : encoded.get(place);
        if (name == null) {
            throw new IllegalStateException(
                    place.material() + " is part of a composed text, but exists only in a file");
        }
        return name;
    }

    private static Optional<String> named(SecretSource source) {
        Optional<String> variable = source.match(
                environment -> Optional.of(environment.variable()),
                file -> Optional.empty(),
                entry -> Optional.empty());
        return variable.filter(name -> VARIABLE.matcher(name).matches());
    }

    private static String free(String wanted, Set<String> taken) {
        String name = wanted;
        while (!taken.add(name)) {
            name = "AIRFLOW_" + name;
        }
        return name;
    }

    private static String shellName(String label) {
        return label.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static String suffix(Encoding encoding) {
        return switch (encoding) {
            case PLAIN -> "";
            case PERCENT -> "_IN_URL";
            case PGBOUNCER_USER_LIST -> "_IN_USER_LIST";
            case JSON_STRING -> "_IN_JSON";
        };
    }
}
