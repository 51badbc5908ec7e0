package io.airworthy.values;

import io.airworthy.catalogue.Purpose;
import io.airworthy.dags.GitAccess;
import io.airworthy.dags.GitRef;
import io.airworthy.dags.GitSync;
import java.math.BigDecimal;
import java.time.Duration;

/** The DAG files' way into the cluster. */
final class DagValues {

    private DagValues() {}

    static void write(ValuesDraft values) {
        values.deployment().gitSync().ifPresent(git -> write(values, git));
    }

    private static void write(ValuesDraft values, GitSync git) {
        values.section(
                "DAG files come from git. git-sync takes the branch over the ref, and a ref alone would be ignored, so"
                        + " both say the same.");
        values.put("dags.persistence.enabled", false);
        values.put("dags.gitSync.enabled", true);
        values.put("dags.gitSync.repo", ChartText.variable(git.repository().address()));
        revision(values, git.ref());
        // Its one reader is airflow.cfg, in [core] dags_folder.
        values.put("dags.gitSync.subPath", ChartText.interpolated(git.subPath()));
        values.put("dags.gitSync.period", seconds(git.period()));
        values.put("dags.gitSync.depth", git.depth());
        values.put("dags.gitSync.maxFailures", git.maxFailures());
        values.putSecret("dags.gitSync.sshKeySecret", Purpose.GIT_SSH);
        values.putSecret("dags.gitSync.credentialsSecret", Purpose.GIT_HTTPS);
        git.access()
                .deployKey()
                .map(GitAccess.DeployKey::knownHosts)
                .filter(hosts -> !hosts.isEmpty())
                .ifPresent(hosts -> values.put("dags.gitSync.knownHosts", hosts.text()));
        values.put("dags.gitSync.resources", ComponentValues.resources(git.resources()));
        if (values.profile().has("dags.gitSync.recommendedProbeSetting")) {
            values.put("dags.gitSync.recommendedProbeSetting", true);
            values.put("dags.gitSync.livenessProbe.enabled", true);
        }
    }

    /** As Go writes durations, which may have fractions. */
    private static String seconds(Duration period) {
        return BigDecimal.valueOf(period.toSeconds())
                        .add(BigDecimal.valueOf(period.toNanosPart(), 9))
                        .stripTrailingZeros()
                        .toPlainString()
                + "s";
    }

    private static void revision(ValuesDraft values, GitRef ref) {
        // Without a branch the rev counts, and only HEAD is right there.
        boolean isHead = ref.kind() == GitRef.Kind.HEAD;
        String name = ChartText.variable(ref.name());
        values.put("dags.gitSync.ref", name);
        values.put("dags.gitSync.branch", isHead ? "" : name);
        values.put("dags.gitSync.rev", "HEAD");
    }
}
