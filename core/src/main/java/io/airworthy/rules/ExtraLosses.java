package io.airworthy.rules;

import io.airworthy.AirflowDeployment;
import io.airworthy.connection.ConnectionPlan;
import io.airworthy.frozen.Tree;
import io.airworthy.pods.Component;
import io.airworthy.validation.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Chart values of the user's that take away what the rest of the deployment relies on. */
final class ExtraLosses {

    /** Volumes that the chart gives to pods of its own accord; those of git-sync where that is on. */
    private static final Set<String> VOLUMES = Set.of("config", "logs");

    private static final Set<String> GIT_VOLUMES = Set.of("dags", "git-sync-ssh-key");

    private final AirflowDeployment deployment;
    private final ValuesTree values;
    private final List<Finding> findings = new ArrayList<>();

    private ExtraLosses(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.values = ValuesTree.of(deployment);
    }

    static List<Finding> of(AirflowDeployment deployment) {
        ExtraLosses losses = new ExtraLosses(deployment);
        losses.components();
        losses.secrets();
        losses.ports();
        losses.taskPods();
        losses.identities();
        losses.deployKey();
        losses.volumes();
        losses.findings.addAll(ExtraLimits.of(deployment));
        return losses.findings;
    }

    private void components() {
        for (Component component : List.of(Component.SCHEDULER, Component.WEB)) {
            String key = deployment.names().valuesKey(component);
            where(key + ".enabled", ExtraLosses::isOff, "the component is off");
        }
        if (deployment.usesCelery()) {
            workers();
        }
    }

    /** The chart's default workers listen to what they are told, and the sets beside them to their own queues. */
    private void workers() {
        String usual = deployment.airflowConfig().getOrDefault("operators.default_queue", "default");
        boolean isTaken = ExtraVariables.listed(values, "workers.celery.sets", "queue").stream()
                .anyMatch(set -> takes(set.name(), usual));
        if (!isTaken) {
            String lost = "no worker takes tasks of the queue " + usual;
            where("workers.celery.enableDefault", ExtraLosses::isOff, lost);
            for (String path : List.of("workers.queue", "workers.celery.queue")) {
                where(
                        path,
                        queues -> Tree.text(queues)
                                .filter(text -> !takes(text, usual))
                                .isPresent(),
                        lost);
            }
        }
    }

    private static boolean takes(String queues, String queue) {
        return List.of(queues.split(",")).contains(queue);
    }

    private void secrets() {
        List<String> variables = new ArrayList<>(List.of("AIRFLOW__CORE__FERNET_KEY"));
        boolean hasUrls = deployment.database().credentials().isOurs();
        if (hasUrls) {
            variables.add("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN");
        }
        if (deployment.usesCelery()) {
            variables.add("AIRFLOW__CELERY__BROKER_URL");
            if (hasUrls) {
                variables.add("AIRFLOW__CELERY__RESULT_BACKEND");
            }
        }
        variables.addAll(
                switch (deployment.webTier()) {
                    case WEBSERVER -> List.of("AIRFLOW__WEBSERVER__SECRET_KEY");
                    case API_SERVER -> List.of("AIRFLOW__API__SECRET_KEY", "AIRFLOW__API_AUTH__JWT_SECRET");
                });
        for (String variable : variables) {
            where(
                    "enableBuiltInSecretEnvVars." + variable,
                    ExtraLosses::isOff,
                    "nothing provides Airflow's " + variable);
        }
        if (deployment.pgBouncer().isPresent()) {
            where("pgbouncer.mountConfigSecret", ExtraLosses::isOff, "PgBouncer does not get its configuration");
        }
    }

    private void ports() {
        if (deployment.pgBouncer().isPresent()) {
            where(
                    "ports.pgbouncer",
                    isNot(ConnectionPlan.POOL_PORT),
                    "PgBouncer listens on " + ConnectionPlan.POOL_PORT + ", and every URL uses that port");
            where("ports.pgbouncerScrape", isNot(9127), "the pool's exporter listens on 9127");
        }
        if (deployment.usesChartRedis()) {
            where("ports.redisDB", isNot(6379), "Redis listens on 6379, and the broker's URL uses that port");
        }
    }

    private void taskPods() {
        if (deployment.usesKubernetesPods()) {
            where(
                    "scheduler.serviceAccount.automountServiceAccountToken",
                    ExtraLosses::isOff,
                    "the scheduler is not allowed to start task pods");
        }
    }

    private void identities() {
        if (deployment
                .remoteLogging()
                .filter(logging -> logging.identity().isOfServiceAccounts())
                .isEmpty()) {
            return;
        }
        if (deployment.usesKubernetesPods()) {
            where(
                    "workers.kubernetes.serviceAccount.create",
                    Boolean.TRUE::equals,
                    "task pods get a service account of their own, which has no identity");
        }
    }

    /** The key is its group's to read, and without one it is nobody's but root's. */
    private void deployKey() {
        if (deployment.gitSync().flatMap(git -> git.access().deployKey()).isEmpty()) {
            return;
        }
        Stream.of("", "dagProcessor.", "triggerer.", "workers.", "workers.celery.")
                .flatMap(prefix -> Stream.of(prefix + "securityContexts.pod", prefix + "securityContext"))
                .forEach(path -> where(
                        path, ExtraLosses::isWithoutGroup, "without fsGroup git-sync cannot read the deploy key"));
    }

    private void volumes() {
        ExtraVariables.listed(values, "volumes", "name").stream()
                .filter(volume -> VOLUMES.contains(volume.name())
                        || GIT_VOLUMES.contains(volume.name())
                                && deployment.gitSync().isPresent())
                .map(volume -> at(volume.path(), "the chart has its own volume " + volume.name()))
                .forEach(findings::add);
    }

    private void where(String path, Predicate<Object> isLoss, String what) {
        values.find(path).filter(isLoss).map(value -> at(path, what)).ifPresent(findings::add);
    }

    private static boolean isOff(Object value) {
        return value.equals(false);
    }

    private static Predicate<Object> isNot(int port) {
        return value -> !String.valueOf(value).equals(Integer.toString(port));
    }

    private static boolean isWithoutGroup(Object value) {
        Map<?, ?> context = Tree.mapOrEmpty(value);
        return !context.isEmpty()
                && context.get("fsGroup") == null
                && !"0".equals(String.valueOf(context.get("runAsGroup")));
    }

    private static Finding at(String path, String what) {
        return ExtraValuesRules.at(path, what);
    }
}
