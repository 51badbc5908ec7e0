package io.airworthy.values;

import io.airworthy.AirflowDeployment;
import io.airworthy.Executor;
import io.airworthy.availability.Component;
import io.airworthy.catalogue.Reader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The workloads whose pods read a Secret, by their keys in the chart's values. */
final class SecretReaders {

    private final AirflowDeployment deployment;

    SecretReaders(AirflowDeployment deployment) {
        this.deployment = deployment;
    }

    /** The keys of a reader's workloads. Jobs and task pods are not among them: they read Secrets anew each time. */
    List<String> workloads(Reader reader) {
        return switch (reader) {
            case AIRFLOW -> airflow();
            case SCHEDULER_AND_API_SERVER -> List.of(key(Component.SCHEDULER), key(Component.WEB));
            case GIT_SYNC -> gitSync();
            case PGBOUNCER, PGBOUNCER_EXPORTER -> List.of("pgbouncer");
            case REDIS -> List.of("redis");
            case MIGRATION_JOB, CREATE_USER_JOB, KEDA -> List.of();
        };
    }

    /** Every workload that reads any Secret. */
    Set<String> all() {
        Set<String> all = new LinkedHashSet<>();
        for (Reader reader : Reader.values()) {
            all.addAll(workloads(reader));
        }
        return all;
    }

    private List<String> airflow() {
        return deployment.components().stream().map(this::key).toList();
    }

    /** The scheduler has DAG files of its own only where it runs the tasks as well. */
    private List<String> gitSync() {
        List<String> keys = new ArrayList<>(deployment.components().stream()
                .filter(component -> component != Component.SCHEDULER && component != Component.WEB)
                .map(this::key)
                .toList());
        if (deployment.executors().stream().map(Executor::name).anyMatch(name -> name.contains("Local"))) {
            keys.add(key(Component.SCHEDULER));
        }
        return keys;
    }

    private String key(Component component) {
        return deployment.names().valuesKey(component);
    }
}
