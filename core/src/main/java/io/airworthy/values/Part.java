package io.airworthy.values;

import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowDeploymentBuilder;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A part of the model that has attributes of its own.
 *
 * @param place where it is in the deployment
 * @param toBuilder starts a builder from it
 * @param build ends that builder
 */
record Part<S, B>(Attribute<S> place, Function<S, B> toBuilder, Function<B, S> build) {

    static final Part<AirflowDeployment, AirflowDeploymentBuilder> DEPLOYMENT = new Part<>(
            new Attribute<>("", Optional::of, (before, after) -> after),
            AirflowDeployment::toBuilder,
            AirflowDeploymentBuilder::build);

    <T> Attribute<T> attribute(String name, Function<S, T> get, BiFunction<B, T, B> set) {
        return optional(name, part -> Optional.of(get.apply(part)), set);
    }

    <T> Attribute<T> optional(String name, Function<S, Optional<T>> get, BiFunction<B, T, B> set) {
        return new Attribute<>(
                place.path().isEmpty() ? name : place.path() + "." + name,
                deployment -> place.get().apply(deployment).flatMap(get),
                (deployment, value) -> place.get()
                        .apply(deployment)
                        .map(part ->
                                place.with().apply(deployment, build.apply(set.apply(toBuilder.apply(part), value))))
                        .orElse(deployment));
    }

    <S2, B2> Part<S2, B2> part(
            String name,
            Function<S, S2> get,
            BiFunction<B, S2, B> set,
            Function<S2, B2> toBuilder,
            Function<B2, S2> build) {
        return new Part<>(attribute(name, get, set), toBuilder, build);
    }

    <S2, B2> Part<S2, B2> optionalPart(
            String name,
            Function<S, Optional<S2>> get,
            BiFunction<B, S2, B> set,
            Function<S2, B2> toBuilder,
            Function<B2, S2> build) {
        return new Part<>(optional(name, get, set), toBuilder, build);
    }
}
