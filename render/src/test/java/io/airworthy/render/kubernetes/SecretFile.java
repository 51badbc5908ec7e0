package io.airworthy.render.kubernetes;

import io.airworthy.secrets.Sensitive;
import java.io.IOException;
import java.nio.file.Path;

/** Writes a file of Secrets as {@link KubernetesSecrets#replace} does, for tests in other packages that need no deployment. */
public final class SecretFile {

    private SecretFile() {}

    public static void replace(Path file, String text) throws IOException {
        OwnerOnlyFiles.replace(file, Sensitive.of(text));
    }
}
