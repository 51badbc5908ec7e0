package io.airworthy.testkit;

import io.airworthy.AirflowDeployment;
import io.airworthy.ObjectNames;
import io.airworthy.catalogue.RemoteEntries;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.catalogue.SecretVariable;
import io.airworthy.catalogue.SuppliedSecret;
import io.airworthy.chart.ChartMove;
import io.airworthy.chart.ChartMoves;
import io.airworthy.chart.ChartProfile;
import io.airworthy.chart.ChartRelease;
import io.airworthy.chart.KeyPath;
import io.airworthy.chart.ValuesProblem;
import io.airworthy.configuration.AirflowOptions;
import io.airworthy.configuration.AirflowVersion;
import io.airworthy.configuration.ChangedDefault;
import io.airworthy.configuration.OptionStanding;
import io.airworthy.connection.ConnectionBudget;
import io.airworthy.connection.ConnectionPlan;
import io.airworthy.connection.Demand;
import io.airworthy.connection.Hop;
import io.airworthy.release.Container;
import io.airworthy.release.Containers;
import io.airworthy.release.Workloads;
import io.airworthy.values.ChartValues;
import io.airworthy.values.Contradiction;
import io.airworthy.values.Decision;
import io.airworthy.values.Section;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** What follows from a deployment: its names, connections and Secrets. All of it is taken from valid deployments. */
public final class Derived {

    private Derived() {}

    /**
     * Names of a release's objects.
     *
     * @return the names of valid deployments
     */
    public static Arbitrary<ObjectNames> names() {
        return Deployments.valid().map(AirflowDeployment::names);
    }

    /**
     * Connections of deployments.
     *
     * @return the plans of valid deployments
     */
    public static Arbitrary<ConnectionPlan> plans() {
        return Deployments.valid().map(ConnectionPlan::of);
    }

    /**
     * Hops of connections.
     *
     * @return the hops of valid deployments
     */
    public static Arbitrary<Hop> hops() {
        return parts(deployment -> ConnectionPlan.of(deployment).hops());
    }

    /**
     * Containers of releases.
     *
     * @return the containers of valid deployments
     */
    public static Arbitrary<Container> containers() {
        return parts(Containers::of);
    }

    /**
     * Who opens how many connections.
     *
     * @return the budgets of valid deployments
     */
    public static Arbitrary<ConnectionBudget> budgets() {
        return Deployments.valid().map(ConnectionBudget::of);
    }

    /**
     * The connections of one kind of process.
     *
     * @return the demands of valid deployments
     */
    public static Arbitrary<Demand> demands() {
        return parts(deployment -> ConnectionBudget.of(deployment).demands());
    }

    /**
     * All Secrets of a deployment.
     *
     * @return the catalogues of valid deployments
     */
    public static Arbitrary<SecretCatalogue> catalogues() {
        return Deployments.valid().map(SecretCatalogue::of);
    }

    /**
     * Secrets that a deployment needs.
     *
     * @return Secrets of valid deployments
     */
    public static Arbitrary<RequiredSecret> requiredSecrets() {
        return parts(deployment -> SecretCatalogue.of(deployment).required());
    }

    /**
     * Secrets that somebody else makes.
     *
     * @return Secrets of valid deployments
     */
    public static Arbitrary<SuppliedSecret> foreignSecrets() {
        return parts(deployment -> SecretCatalogue.of(deployment).foreign());
    }

    /**
     * Variables that come from Secrets.
     *
     * @return variables of valid deployments
     */
    public static Arbitrary<SecretVariable> secretVariables() {
        return parts(deployment -> SecretCatalogue.of(deployment).variables());
    }

    /**
     * Entries of a secret store.
     *
     * @return the entries of valid deployments whose Secrets come from one
     */
    public static Arbitrary<RemoteEntries> remoteEntries() {
        return parts(deployment -> RemoteEntries.of(deployment).stream().toList());
    }

    /**
     * The options that an Airflow version has.
     *
     * @return the options of the versions of valid deployments
     */
    public static Arbitrary<AirflowOptions> options() {
        return VersionPair.pairs().map(pair -> AirflowOptions.of(pair.airflow()));
    }

    /**
     * What became of an option.
     *
     * @return options that exist, that have moved, and that nobody has heard of
     */
    public static Arbitrary<OptionStanding> standings() {
        return options()
                .flatMap(options -> Arbitraries.of(
                                "core.parallelism",
                                "api.host",
                                "webserver.instance_name",
                                "traces.otel_host",
                                "acme.anything")
                        .map(options::standing));
    }

    /**
     * Options whose default changed.
     *
     * @return those of all releases
     */
    public static Arbitrary<ChangedDefault> changedDefaults() {
        return Arbitraries.of(ChangedDefault.between(AirflowVersion.of("2.9.0"), AirflowVersion.of("3.4.0")));
    }

    /**
     * What chart versions take.
     *
     * @return the profiles of the versions of valid deployments
     */
    public static Arbitrary<ChartProfile> profiles() {
        return VersionPair.pairs().map(pair -> ChartProfile.of(pair.chart().text()));
    }

    /**
     * What became of keys of the chart.
     *
     * @return keys that are deprecated somewhere
     */
    public static Arbitrary<ChartMove> moves() {
        return profiles().flatMap(profile -> Arbitraries.of(ChartMoves.deprecated(profile.version())));
    }

    /**
     * Places in values.
     *
     * @return the places of those moves
     */
    public static Arbitrary<KeyPath> paths() {
        return moves().map(move -> KeyPath.of(move.path()));
    }

    /**
     * What charts would not take.
     *
     * @return problems of values with a misspelled key
     */
    public static Arbitrary<ValuesProblem> problems() {
        return profiles()
                .map(profile -> profile.check(Map.of("schedular", Map.of())).get(0));
    }

    /**
     * Known chart versions.
     *
     * @return all of them
     */
    public static Arbitrary<ChartRelease> chartReleases() {
        return Arbitraries.of(ChartRelease.all());
    }

    /**
     * Values for the chart.
     *
     * @return the values of valid deployments
     */
    public static Arbitrary<ChartValues> values() {
        return Deployments.valid().map(deployment -> ChartValues.of(deployment, Map.of()));
    }

    /**
     * Sections of a values file.
     *
     * @return the sections of valid deployments' values
     */
    public static Arbitrary<Section> sections() {
        return values().flatMap(values -> Arbitraries.of(values.sections()));
    }

    /**
     * What extra values decide.
     *
     * @return the decisions of deployments whose extra values turn network policies on
     */
    public static Arbitrary<Decision> decisions() {
        return Deployments.valid()
                .map(deployment -> deployment.toBuilder()
                        .networkPolicies(Optional.empty())
                        .extraValues(Map.of("networkPolicies", Map.of("enabled", true)))
                        .build())
                .map(deployment ->
                        ChartValues.of(deployment, Map.of()).decisions().get(0));
    }

    /**
     * Keys at which extra values and model disagree.
     *
     * @return the contradictions of deployments whose extra values say another number of schedulers
     */
    public static Arbitrary<Contradiction> contradictions() {
        return Deployments.valid()
                .map(deployment -> deployment.toBuilder()
                        .extraValues(Map.of("scheduler", Map.of("replicas", 77)))
                        .build())
                .map(deployment ->
                        ChartValues.of(deployment, Map.of()).contradictions().get(0));
    }

    /**
     * What the release runs.
     *
     * @return the workloads of valid deployments
     */
    public static Arbitrary<Workloads> workloads() {
        return Deployments.valid().map(Workloads::of);
    }

    private static <T> Arbitrary<T> parts(Function<AirflowDeployment, List<T>> parts) {
        return Deployments.valid().map(parts).filter(found -> !found.isEmpty()).flatMap(Arbitraries::of);
    }
}
