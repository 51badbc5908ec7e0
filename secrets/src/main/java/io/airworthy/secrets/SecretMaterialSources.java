package io.airworthy.secrets;

import io.airworthy.frozen.Frozen;
import io.airworthy.material.SecretSource;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The environment variables and files in which the user said to have material. */
final class SecretMaterialSources {

    private final transient Map<String, String> environment;
    private final Path folder;

    SecretMaterialSources(Map<String, String> environment, Path folder) {
        this.environment = Frozen.map(environment, "environment");
        this.folder = folder;
    }

    /** What is there; empty where the variable or file does not exist, or where only the cluster can look. */
    Optional<Sensitive> read(SecretSource source) {
        return source.match(variable -> read(variable), file -> read(file), entry -> Optional.empty());
    }

    private Optional<Sensitive> read(SecretSource.Environment source) {
        return environment.containsKey(source.variable())
                ? Optional.of(Sensitive.fromEnv(source.variable(), environment::get))
                : Optional.empty();
    }

    private Optional<Sensitive> read(SecretSource.File source) {
        Path file;
        try {
            file = folder.resolve(source.path());
        } catch (InvalidPathException noPath) {
            throw new UnusableSecretException("this is not a path that a file can have");
        }
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        return Optional.of(Sensitive.fromFile(file));
    }
}
