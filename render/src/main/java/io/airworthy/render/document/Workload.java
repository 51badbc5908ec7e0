package io.airworthy.render.document;

/**
 * A Deployment or StatefulSet of the release, and the container in it that does the work.
 *
 * @param kind as kubectl writes it: {@code deployment} or {@code statefulset}
 * @param name its name
 * @param container its main container
 * @param replicas how many pods it has; where KEDA decides, with how many it starts
 */
record Workload(String kind, String name, String container, int replicas) {

    static Workload deployment(String name, String container, int replicas) {
        return new Workload("deployment", name, container, replicas);
    }

    static Workload statefulSet(String name, String container, int replicas) {
        return new Workload("statefulset", name, container, replicas);
    }

    /** The workload as kubectl takes it. */
    String reference() {
        return kind + "/" + name;
    }
}
