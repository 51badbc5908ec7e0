package io.airworthy;

import io.airworthy.material.Purpose;
import io.airworthy.pods.Component;
import io.airworthy.pods.HaSettings;
import io.airworthy.pods.ServiceAccount;
import java.util.Map;
import java.util.Objects;

/**
 * The names that the chart gives to the objects of a release. All names come from here, so that a command in the
 * runbook and a reference in the values cannot differ.
 *
 * <p>They are right as long as extra values leave the chart's naming keys ({@code fullnameOverride}, {@code
 * useStandardNaming}) alone, which a rule checks.
 */
public final class ObjectNames {

    private final String prefix;
    private final String accountPrefix;
    private final String namespace;
    private final WebTier webTier;
    private final HaSettings ha;
    private final Map<Purpose, String> secrets;

    private ObjectNames(
            String prefix,
            String accountPrefix,
            String namespace,
            WebTier webTier,
            HaSettings ha,
            Map<Purpose, String> secrets) {
        this.prefix = prefix;
        this.accountPrefix = accountPrefix;
        this.namespace = namespace;
        this.webTier = webTier;
        this.ha = ha;
        this.secrets = secrets;
    }

    /**
     * The names of a deployment's objects.
     *
     * @param deployment the deployment
     * @return the names
     */
    public static ObjectNames of(AirflowDeployment deployment) {
        Objects.requireNonNull(deployment, "deployment");
        String release = deployment.releaseName();
        return new ObjectNames(
                deployment.fullName().orElse(release),
                deployment.fullName().orElse(release.contains("airflow") ? release : release + "-airflow"),
                deployment.namespace(),
                deployment.webTier(),
                deployment.ha(),
                deployment.secretNames());
    }

    /**
     * An object of the release.
     *
     * @param suffix what follows the release's name, or the full name
     * @return the name, {@code airflow-fernet-secret}
     */
    public String object(String suffix) {
        Objects.requireNonNull(suffix, "suffix");
        return prefix + "-" + suffix;
    }

    /**
     * The Secret of a purpose, whether the deployment needs it or not.
     *
     * @param purpose the purpose
     * @return its {@linkplain AirflowDeployment#secretNames() own name}, or else one that begins with the release's
     */
    public String secret(Purpose purpose) {
        Objects.requireNonNull(purpose, "purpose");
        return secrets.getOrDefault(purpose, object(purpose.suffix()));
    }

    /**
     * The label {@code component} of a component's pods, which is also what follows the release in its workload's name.
     *
     * @param component the component
     * @return the label's value, {@code api-server}
     */
    public String componentLabel(Component component) {
        Objects.requireNonNull(component, "component");
        return component == Component.WEB ? webTier.componentLabel() : component.label();
    }

    /**
     * The key of a component in the chart's values. The webserver's is silently ignored from Airflow 3 on, the API
     * server's before it.
     *
     * @param component the component
     * @return the key, {@code apiServer}
     */
    public String valuesKey(Component component) {
        Objects.requireNonNull(component, "component");
        return component == Component.WEB ? webTier.valuesKey() : component.attribute();
    }

    /**
     * The workload of a component.
     *
     * @param component the component
     * @return the name of its Deployment or StatefulSet
     */
    public String workload(Component component) {
        Objects.requireNonNull(component, "component");
        return object(componentLabel(component));
    }

    /**
     * The workload of a group of Celery workers.
     *
     * @param group the group's name
     * @return the name of its StatefulSet, {@code airflow-worker-gpu}
     */
    public String workerGroup(String group) {
        Objects.requireNonNull(group, "group");
        return workload(Component.WORKERS) + "-" + group;
    }

    /**
     * The service account of a component. Where the model names none, the chart puts {@code -airflow} after a release whose
     * name does not say it.
     *
     * @param component the component
     * @return the account's name
     */
    public String serviceAccount(Component component) {
        Objects.requireNonNull(component, "component");
        return ha.of(component)
                .serviceAccount()
                .flatMap(ServiceAccount::chosenName)
                .orElseGet(() -> serviceAccount(componentLabel(component)));
    }

    /**
     * A service account that the chart makes and names.
     *
     * @param suffix what its name ends in, {@code cleanup}
     * @return the account's name
     */
    public String serviceAccount(String suffix) {
        Objects.requireNonNull(suffix, "suffix");
        return accountPrefix + "-" + suffix;
    }

    /**
     * The pool's host name, which resolves in the whole cluster.
     *
     * @return the host name with its namespace
     */
    public String pgBouncerHost() {
        return object("pgbouncer") + "." + namespace;
    }

    /**
     * The pool's database for metadata.
     *
     * @return the alias in {@code pgbouncer.ini}
     */
    public String metadataAlias() {
        return object("metadata");
    }

    /**
     * The pool's database for Celery's results.
     *
     * @return the alias in {@code pgbouncer.ini}
     */
    public String resultBackendAlias() {
        return object("result-backend");
    }

    /**
     * The comment of the deploy key that git-sync uses, by which people recognise it.
     *
     * @return release and namespace, {@code airflow-dags@production}
     */
    public String deployKeyComment() {
        return object("dags") + "@" + namespace;
    }

    /**
     * The host of the chart's own Redis.
     *
     * @return the service's name
     */
    public String redisHost() {
        return object("redis");
    }
}
