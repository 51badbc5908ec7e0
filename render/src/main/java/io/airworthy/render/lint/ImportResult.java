package io.airworthy.render.lint;

import io.airworthy.AirflowDeployment;
import io.airworthy.frozen.Frozen;
import io.airworthy.render.file.DeploymentFile;
import io.airworthy.render.file.JavaSource;
import io.airworthy.render.report.Report;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What an importer made of values files.
 *
 * @param report what is wrong with the files
 * @param deployment the deployment that they describe; empty if they hold no values of a supported version of the official chart.
 *     It may have errors: ask its {@code validate()}
 * @param questions what the values do not tell, each with the attribute that answers it
 * @param leftOut what the values say and the deployment does not
 */
public record ImportResult(
        Report report, Optional<AirflowDeployment> deployment, List<OpenQuestion> questions, List<LeftOut> leftOut) {

    /** Copies the lists. */
    public ImportResult {
        Objects.requireNonNull(report, "report");
        Objects.requireNonNull(deployment, "deployment");
        questions = Frozen.list(questions, "questions");
        leftOut = Frozen.list(leftOut, "leftOut");
    }

    /**
     * The deployment as Java that builds it; empty if there is none.
     *
     * @param packageName the package of the class; empty for none
     * @param className the class
     * @return the text of the file
     * @throws IllegalArgumentException if one of the names is not a Java name
     */
    public Optional<String> asJava(String packageName, String className) {
        Objects.requireNonNull(packageName, "packageName");
        Objects.requireNonNull(className, "className");
        return deployment.map(airflow -> JavaSource.of(airflow, packageName, className));
    }

    /** The deployment as a file that {@link DeploymentFile#read} takes; empty if there is none. */
    public Optional<String> asYaml() {
        return deployment.map(DeploymentFile::write);
    }
}
