package io.airworthy.values;

import io.airworthy.AirflowDeployment;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A place in the model: its path, and how what is there is read and replaced.
 *
 * @param path the path, {@code "ha.scheduler.replicas"}
 * @param get what is there, if anything
 * @param with a deployment with something else there; the same one where the part that has the place is missing
 */
record Attribute<T>(
        String path,
        Function<AirflowDeployment, Optional<T>> get,
        BiFunction<AirflowDeployment, T, AirflowDeployment> with) {}
