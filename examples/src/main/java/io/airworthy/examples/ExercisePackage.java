package io.airworthy.examples;

import io.airworthy.AirflowDeployment;
import io.airworthy.connection.ConnectionBudget;
import io.airworthy.render.DeploymentPackage;
import io.airworthy.render.ForeignFilesException;
import io.airworthy.render.kubernetes.ExistingSecrets;
import io.airworthy.render.kubernetes.KubernetesSecrets;
import io.airworthy.render.kubernetes.MalformedSecretsException;
import io.airworthy.secrets.SecretMaterial;
import io.airworthy.secrets.SecretMaterialException;
import io.airworthy.secrets.SshDeployKey;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * Writes the exercise's {@code production-deployment/} folder, and says what it decided.
 *
 * <p>With a second argument it also makes the secret material and writes the Secrets into that file, readable for its
 * owner alone; the database's password then has to be in {@code DB_PASSWORD} and its CA bundle in
 * {@code database-ca.pem}.
 */
public final class ExercisePackage {

    private ExercisePackage() {}

    /**
     * Runs the example.
     *
     * @param arguments where to write the package (default {@code production-deployment}), and optionally a file for the
     *     Secrets
     * @throws IOException if the package or the Secrets cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        try {
            run(arguments);
        } catch (ForeignFilesException | SecretMaterialException | MalformedSecretsException mistake) {
            System.out.println(mistake.getMessage());
        }
    }

    private static void run(String[] arguments) throws IOException, MalformedSecretsException {
        Path folder = Path.of(arguments.length > 0 ? arguments[0] : "production-deployment");
        AirflowDeployment airflow = ExerciseDeployment.describe();
        DeploymentPackage files = DeploymentPackage.of(airflow);
        describe(airflow, System.out);
        System.out.println("Rules: " + files.report());
        files.writeTo(folder);
        System.out.println();
        System.out.println("Wrote " + folder + ":");
        files.files().keySet().forEach(file -> System.out.println("  " + file));
        if (arguments.length > 1) {
            writeSecrets(airflow, Path.of(arguments[1]));
        }
    }

    private static void describe(AirflowDeployment airflow, PrintStream out) {
        ConnectionBudget budget = airflow.release().budget();
        out.println("Airflow " + airflow.airflowVersion() + " on chart " + airflow.chartVersion() + ", "
                + airflow.executorText());
        out.println();
        out.println("Connections:");
        airflow.release().connections().hops().forEach(hop -> out.println("  " + hop));
        out.println("  at worst " + budget.clients() + " clients and " + budget.serverConnections()
                + " connections on the server");
        out.println();
        out.println("Secrets:");
        airflow.release()
                .secrets()
                .required()
                .forEach(secret -> out.println("  " + secret.name() + " "
                        + secret.entries().keySet() + ": " + secret.purpose().title()));
        out.println();
    }

    /** What the file holds already is kept, so that a second run changes no key. */
    private static void writeSecrets(AirflowDeployment airflow, Path file)
            throws IOException, MalformedSecretsException {
        SecretMaterial material = SecretMaterial.forDeployment(airflow)
                .existing(ExistingSecrets.readFile(file, airflow).material())
                .fromSources(System.getenv())
                .generateMissing();
        KubernetesSecrets.of(airflow, material).replace(file);
        System.out.println();
        System.out.println("Wrote the Secrets into " + file + ", for you alone. Do not commit it.");
        material.deployKey()
                .map(SshDeployKey::publicLine)
                .ifPresent(key -> System.out.println("Add this deploy key to the repository, read-only:\n  " + key));
    }
}
