package io.airworthy.render.upgrade;

import io.airworthy.AirflowDeployment;
import io.airworthy.configuration.AirflowOptions;
import io.airworthy.configuration.OptionStanding;
import io.airworthy.pods.ClaimRetention;
import io.airworthy.pods.Persistence.ClaimTemplate;
import io.airworthy.release.Part;
import io.airworthy.release.Workload;
import io.airworthy.render.helm.ValueChange;
import io.airworthy.render.helm.ValuesDiff;
import io.airworthy.render.upgrade.SecretChange.Kind;
import io.airworthy.validation.RuleSet;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What it takes to bring a running deployment to another one: another chart, another Airflow, or other settings.
 *
 * <p>Everything is derived from the two models. What a person changed in the cluster by hand is not seen. Restarts are
 * claimed generously: what is not known to leave a pod alone counts as restarting it.
 *
 * <p>Airflow asks for 2.7 at least before 3.0; a deployment that this library describes is never older.
 *
 * @see <a href="https://airflow.apache.org/docs/apache-airflow/stable/installation/upgrading.html">Upgrading Airflow</a>
 * @see <a href="https://airflow.apache.org/docs/apache-airflow/stable/installation/upgrading_to_airflow3.html">Upgrading to
 *     Airflow 3</a>
 */
public final class UpgradePlan {

    private final AirflowDeployment before;
    private final AirflowDeployment after;
    private final List<ValueChange> values;
    private final List<SecretChange> secrets;
    private final Restarts restarts;

    private UpgradePlan(AirflowDeployment before, AirflowDeployment after) {
        this.before = before;
        this.after = after;
        this.values = ValuesDiff.between(before, after);
        this.secrets = SecretChanges.between(before, after);
        this.restarts = new Restarts(before, after, values);
    }

    /**
     * The plan from one deployment to another, which is judged by the standard rules.
     *
     * @param before what runs now; it may break rules that came after it was installed
     * @param after what will run
     * @return the plan
     * @throws io.airworthy.validation.InvalidDeploymentException if the later deployment has errors
     * @throws IllegalArgumentException if the chart version of the earlier one is not supported
     */
    public static UpgradePlan between(AirflowDeployment before, AirflowDeployment after) {
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(after, "after");
        return between(before, after, RuleSet.standard());
    }

    /**
     * The plan from one deployment to another, which is judged by a platform team's own rules.
     *
     * @param before what runs now; it may break rules that came after it was installed
     * @param after what will run
     * @param rules the rules
     * @return the plan
     * @throws io.airworthy.validation.InvalidDeploymentException if the later deployment has errors
     * @throws IllegalArgumentException if the chart version of the earlier one is not supported
     */
    public static UpgradePlan between(AirflowDeployment before, AirflowDeployment after, RuleSet rules) {
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(after, "after");
        Objects.requireNonNull(rules, "rules");
        rules.validate(after).orThrow();
        return new UpgradePlan(before, after);
    }

    /**
     * The deployment that runs now.
     *
     * @return the earlier deployment
     */
    public AirflowDeployment before() {
        return before;
    }

    /**
     * The deployment that will run.
     *
     * @return the later deployment
     */
    public AirflowDeployment after() {
        return after;
    }

    /**
     * Whether there is anything to do.
     *
     * @return true if chart, values, Secrets and both deliveries are the same
     */
    public boolean isEmpty() {
        return values.isEmpty()
                && secrets.isEmpty()
                && before.secretDelivery().equals(after.secretDelivery())
                && before.chartVersion().equals(after.chartVersion())
                && cautions().isEmpty();
    }

    /**
     * What changes in the chart's values.
     *
     * @return the changes, ordered by path
     */
    public List<ValueChange> values() {
        return values;
    }

    /**
     * What changes among the Secrets that the deployment needs.
     *
     * @return the changes, in the catalogue's order; what is no longer needed comes last
     */
    public List<SecretChange> secrets() {
        return secrets;
    }

    /**
     * The workloads that come, go, or have to be made again.
     *
     * @return the changes
     */
    public List<WorkloadChange> workloads() {
        List<WorkloadChange> changes = new ArrayList<>();
        for (Part part : Part.values()) {
            Map<String, Workload> earlier = named(before, part);
            Map<String, Workload> later = named(after, part);
            later.forEach((name, now) -> {
                Workload then = earlier.get(name);
                if (isAnotherRelease() || then == null) {
                    changes.add(new WorkloadChange(WorkloadChange.Kind.ADDED, name));
                } else if (!now.kind().equals(then.kind())) {
                    changes.add(new WorkloadChange(WorkloadChange.Kind.REPLACED, name));
                } else if (!claims(now).equals(claims(then)) || !now.claims().equals(then.claims())) {
                    changes.add(new WorkloadChange(WorkloadChange.Kind.OTHER_CLAIMS, name));
                }
            });
            earlier.keySet().stream()
                    .filter(name -> isAnotherRelease() || !later.containsKey(name))
                    .forEach(name -> changes.add(new WorkloadChange(WorkloadChange.Kind.REMOVED, name)));
        }
        return changes;
    }

    private static Map<String, Workload> named(AirflowDeployment deployment, Part part) {
        Map<String, Workload> named = new LinkedHashMap<>();
        deployment.release().workloads().all().stream()
                .filter(workload -> workload.part() == part)
                .forEach(workload -> named.put(workload.name(), workload));
        return named;
    }

    /** What becomes of the claims may change. */
    private static Optional<ClaimTemplate> claims(Workload workload) {
        return workload.volume()
                .map(claims -> claims.toBuilder()
                        .whenDeleted(ClaimRetention.RETAIN)
                        .whenScaled(ClaimRetention.RETAIN)
                        .build());
    }

    /**
     * Whether tasks are queued in another place.
     *
     * @return true if the broker is another one, or the chart's Redis gets or loses its volume
     */
    public boolean isAnotherBroker() {
        return !queue(before).equals(queue(after));
    }

    private static Optional<Object> queue(AirflowDeployment deployment) {
        return deployment
                .broker()
                .map(broker -> broker.chartsOwn()
                        .<Object>map(redis -> redis.persistence()
                                .map(persistence -> persistence.claimTemplate().isPresent())
                                .orElse(true))
                        .orElse(broker));
    }

    /**
     * The workloads that the rollout gives new pods, or makes.
     *
     * @return their names, as the later deployment calls them
     */
    public List<String> restarts() {
        return names(restartedParts());
    }

    /**
     * The workloads that the rollout leaves alone although they have to be restarted: what they read when they start has
     * changed, a Secret, the identity of their service account or a file without a checksum, and nothing in their pods tells.
     *
     * @return their names
     */
    public List<String> restartsByHand() {
        if (isAnotherRelease()) {
            return List.of();
        }
        Set<Part> parts = EnumSet.noneOf(Part.class);
        secrets.stream()
                .filter(change -> change.kind() == Kind.CHANGED)
                .forEach(change -> parts.addAll(SecretChanges.readersOf(change.secret(), after)));
        parts.addAll(restarts.byHand());
        parts.retainAll(after.release().workloads().parts());
        parts.removeAll(restartedParts());
        return names(parts);
    }

    /**
     * Whether the rollout migrates the database.
     *
     * @return true if the Airflow version changes; a patch release may turn out to have nothing to migrate
     */
    public boolean migratesDatabase() {
        return !before.airflowVersion().equals(after.airflowVersion());
    }

    /**
     * Whether the way leads to an older Airflow, for which the database has to be migrated down first.
     *
     * @return true if the later deployment has the older Airflow
     */
    public boolean isDowngrade() {
        return after.airflowVersion().compareTo(before.airflowVersion()) < 0;
    }

    /**
     * Whether the later deployment is another release for Helm, which is installed beside the earlier one.
     *
     * @return true if release name or namespace change
     */
    public boolean isAnotherRelease() {
        return !before.releaseName().equals(after.releaseName())
                || !before.namespace().equals(after.namespace());
    }

    /**
     * Whether the later deployment has another database, which is empty until the data is copied.
     *
     * @return true if the database's host, port or name change
     */
    public boolean isAnotherDatabase() {
        return !Cautions.where(before.database()).equals(Cautions.where(after.database()));
    }

    /**
     * What the user set in {@code airflow.cfg} or by variables, and what the later Airflow treats otherwise.
     *
     * @return the options, ordered by where they are set
     */
    public List<OptionChange> options() {
        List<OptionChange> options = new ArrayList<>();
        settings(before).forEach((modelPath, option) -> {
            OptionStanding standing = AirflowOptions.of(after.airflowVersion()).standing(option);
            OptionStanding earlier = AirflowOptions.of(before.airflowVersion()).standing(option);
            if (standing.since().isPresent() && !standing.equals(earlier)) {
                options.add(new OptionChange(option, modelPath, standing));
            }
        });
        return options;
    }

    /**
     * What a person should know before the first step.
     *
     * @return the cautions, those that stop the plan among them
     */
    public List<Caution> cautions() {
        return Cautions.of(this);
    }

    private List<String> names(Set<Part> parts) {
        return after.release().workloads().all().stream()
                .filter(workload -> parts.contains(workload.part()))
                .map(Workload::name)
                .toList();
    }

    private Set<Part> restartedParts() {
        Set<Part> parts = after.release().workloads().parts();
        if (isAnotherRelease()) {
            return parts;
        }
        parts.removeIf(part -> !restarts.restarted().contains(part)
                && before.release().workloads().parts().contains(part)
                && kind(before, part).equals(kind(after, part)));
        return parts;
    }

    private static Optional<String> kind(AirflowDeployment deployment, Part part) {
        return deployment.release().workloads().find(part).map(Workload::kind);
    }

    private static Map<String, String> settings(AirflowDeployment deployment) {
        Map<String, String> settings = new TreeMap<>();
        deployment.airflowConfig().keySet().forEach(option -> settings.put("airflowConfig[" + option + "]", option));
        deployment.environment().keySet().forEach(variable -> {
            Optional<String> option = AirflowOptions.ofVariable(variable);
            option.ifPresent(name -> settings.put("environment[" + variable + "]", name));
        });
        return settings;
    }
}
