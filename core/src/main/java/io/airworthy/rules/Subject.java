package io.airworthy.rules;

import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowImage;
import io.airworthy.Concurrency;
import io.airworthy.Flower;
import io.airworthy.WebIngress;
import io.airworthy.celery.CeleryBroker;
import io.airworthy.celery.CeleryBroker.ChartRedis;
import io.airworthy.celery.ExternalRedis;
import io.airworthy.celery.RabbitMq;
import io.airworthy.celery.RedisSentinel;
import io.airworthy.celery.Sqs;
import io.airworthy.chart.ChartVersion;
import io.airworthy.configuration.AirflowVersion;
import io.airworthy.dags.GitSync;
import io.airworthy.database.ExternalDatabase;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.frozen.Tree;
import io.airworthy.logging.RemoteLogging;
import io.airworthy.material.ExternalSecrets;
import io.airworthy.metrics.MetricsExporter;
import io.airworthy.metrics.MetricsExporter.ChartStatsd;
import io.airworthy.pods.Component;
import io.airworthy.pods.ComponentSettings;
import io.airworthy.pods.JobSettings;
import io.airworthy.pods.ServiceAccount;
import io.airworthy.pods.WorkerGroup;
import io.airworthy.pods.WorkerScaling;
import io.airworthy.validation.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a rule is about: a part of the deployment, which may be absent or be there several times. It knows its place in the
 * model and in the chart's values.
 *
 * <pre>{@code
 * .finds(POOL.at("replicas", PgBouncerPool::replicas)
 *         .inValues("pgbouncer.replicas")
 *         .unless(replicas -> replicas >= 1, replicas -> replicas + " replicas"))
 * }</pre>
 */
final class Subject<T> {

    static final Subject<AirflowDeployment> DEPLOYMENT = new Subject<>(
            (deployment, action) -> action.accept(new Part<>(deployment, deployment, "", Optional.empty())));

    static final Subject<ChartVersion> CHART = DEPLOYMENT.at("chartVersion", AirflowDeployment::chartVersion);
    static final Subject<AirflowVersion> AIRFLOW =
            DEPLOYMENT.at("airflowVersion", AirflowDeployment::airflowVersion).inValues("airflowVersion");
    static final Subject<AirflowImage> IMAGE = DEPLOYMENT.at("image", AirflowDeployment::image);
    static final Subject<ExternalDatabase> DATABASE = DEPLOYMENT.at("database", AirflowDeployment::database);
    static final Subject<Concurrency> CONCURRENCY = DEPLOYMENT.at("concurrency", AirflowDeployment::concurrency);
    static final Subject<PgBouncerPool> POOL = DEPLOYMENT.given("pgBouncer", AirflowDeployment::pgBouncer);
    static final Subject<ExternalRedis> REDIS =
            DEPLOYMENT.given("broker", deployment -> deployment.broker().flatMap(CeleryBroker::externalRedis));
    static final Subject<CeleryBroker> BROKER = DEPLOYMENT.given("broker", AirflowDeployment::broker);
    static final Subject<RabbitMq> RABBIT_MQ = BROKER.given(CeleryBroker::rabbitMq);
    static final Subject<RedisSentinel> SENTINEL = BROKER.given(CeleryBroker::redisSentinel);
    static final Subject<Sqs> SQS = BROKER.given(CeleryBroker::sqs);

    static final Subject<Flower> FLOWER = DEPLOYMENT.given("flower", AirflowDeployment::flower);

    private static final String SETS = "workers.celery.sets";

    static final Subject<WorkerGroup> GROUPS =
            DEPLOYMENT.each("ha.workerGroups", AirflowDeployment::workerGroups).inValues(SETS);

    /** What is said of components and of worker groups. */
    static final Subject<ComponentSettings> SETTINGS = of(Subject::settings);

    /** The autoscalers. */
    static final Subject<WorkerScaling> SCALING = of(deployment -> Stream.concat(
            scalings(deployment),
            GROUPS.given("scaling", WorkerGroup::scaling).inValues(SETS).in(deployment)));

    static final Subject<JobSettings> JOBS = of(deployment -> deployment.jobsByPath().entrySet().stream()
            .map(job -> new Part<>(job.getValue(), deployment, job.getKey(), Optional.empty())));
    static final Subject<ServiceAccount> ACCOUNTS =
            of(deployment -> deployment.serviceAccountsByPath().entrySet().stream()
                    .map(account -> new Part<>(account.getValue(), deployment, account.getKey(), Optional.empty())));
    /** The priority classes of pods. */
    static final Subject<String> PRIORITY_CLASSES = of(Subject::priorityClasses);

    static final Subject<GitSync> GIT = DEPLOYMENT.given("gitSync", AirflowDeployment::gitSync);
    static final Subject<RemoteLogging> LOGGING = DEPLOYMENT.given("remoteLogging", AirflowDeployment::remoteLogging);
    static final Subject<MetricsExporter> EXPORTERS = DEPLOYMENT.each(
            "metrics.exporters", deployment -> deployment.metrics().exporters());
    static final Subject<WebIngress> INGRESS = DEPLOYMENT
            .given("ingress", AirflowDeployment::ingress)
            .inValues(part -> part.deployment().webTier().ingressKey());

    /** The ingress of the web component and that of Flower. */
    static final Subject<WebIngress> INGRESSES =
            INGRESS.and(FLOWER.given("ingress", Flower::ingress).inValues("ingress.flower"));

    static final Subject<ExternalSecrets> EXTERNAL_SECRETS = DEPLOYMENT.given(
            "secretDelivery", deployment -> deployment.secretDelivery().external());

    /** The environment variables that the user adds, each with its value. */
    static final Subject<Map.Entry<String, String>> VARIABLES =
            DEPLOYMENT.entries("environment", AirflowDeployment::environment).inValues("env");

    /** The options of {@code airflow.cfg} that the user adds, each with its value. */
    static final Subject<Map.Entry<String, String>> OPTIONS = DEPLOYMENT
            .entries("airflowConfig", AirflowDeployment::airflowConfig)
            .inValues(part -> "config." + part.value().getKey());

    /** The chart values that the user adds at some paths. */
    static Subject<Object> extra(String... paths) {
        List<String> all = List.of(paths);
        return new Subject<>((deployment, action) -> all.forEach(path -> ValuesTree.of(deployment)
                .find(path)
                .ifPresent(value ->
                        action.accept(new Part<>(value, deployment, "extraValues[" + path + "]", Optional.of(path))))));
    }

    /**
     * One such part.
     *
     * @param modelPath where it is in the model
     * @param valuesPath where it is in the chart's values, where it has a place there
     */
    record Part<T>(T value, AirflowDeployment deployment, String modelPath, Optional<String> valuesPath) {

        /** A finding with its value, if that is a number, a boolean or a constant, or a text that the words repeat. */
        Finding finding(String what) {
            Finding placed = valuesPath
                    .map(path -> Finding.at(modelPath, what).inValues(path))
                    .orElseGet(() -> Finding.at(modelPath, what));
            boolean mayBeSaid =
                    switch (Tree.kind(value)) {
                        case BOOLEAN, INTEGER, BIG_INTEGER, DECIMAL -> true;
                        case TEXT ->
                            Tree.text(value)
                                    .filter(text -> !text.isEmpty() && what.contains(text))
                                    .isPresent();
                        case OTHER -> Tree.constant(value).isPresent();
                        case NULL, LIST, MAP -> false;
                    };
            return mayBeSaid ? placed.found(value) : placed;
        }

        /** What is wrong with one of its attributes. */
        Finding at(String attribute, String what) {
            return Finding.at(path(attribute), what);
        }

        /** The same, for an attribute that is a key below this part's in the chart's values. */
        Finding at(String attribute, String key, String what) {
            return valuesPath
                    .map(path -> at(attribute, what).inValues(path + "." + key))
                    .orElseGet(() -> at(attribute, what));
        }

        /** A part of this part. */
        <S> Part<S> part(String attribute, S inner) {
            return new Part<>(inner, deployment, path(attribute), Optional.empty());
        }

        private String path(String attribute) {
            return modelPath.isEmpty() ? attribute : modelPath + "." + attribute;
        }

        /** Another value in the same place. */
        <S> Part<S> with(S other) {
            return new Part<>(other, deployment, modelPath, valuesPath);
        }

        Part<T> inValues(String path) {
            return new Part<>(value, deployment, modelPath, Optional.of(path));
        }
    }

    private static Stream<Part<ComponentSettings>> settings(AirflowDeployment deployment) {
        return Stream.concat(
                deployment.components().stream()
                        .map(component -> DEPLOYMENT.at(
                                "ha." + component.attribute(), it -> it.ha().of(component)))
                        .flatMap(subject -> subject.in(deployment)),
                GROUPS.at("settings", WorkerGroup::settings).in(deployment));
    }

    private static Stream<Part<String>> priorityClasses(AirflowDeployment deployment) {
        return Stream.of(
                        SETTINGS.given("priorityClass", ComponentSettings::priorityClass),
                        DEPLOYMENT.given(
                                "ha.taskPodPriorityClass", it -> it.ha().taskPodPriorityClass()),
                        JOBS.given("priorityClass", JobSettings::priorityClass),
                        POOL.given("priorityClass", PgBouncerPool::priorityClass),
                        DEPLOYMENT.given(
                                "broker.priorityClass", it -> it.chartRedis().flatMap(ChartRedis::priorityClass)),
                        FLOWER.given("priorityClass", Flower::priorityClass),
                        DEPLOYMENT.given(
                                "metrics.exporters[0].priorityClass",
                                it -> it.metrics().chartStatsd().flatMap(ChartStatsd::priorityClass)))
                .flatMap(subject -> subject.in(deployment));
    }

    private static Stream<Part<WorkerScaling>> scalings(AirflowDeployment deployment) {
        return Stream.of(Component.WORKERS, Component.TRIGGERER, Component.WEB)
                .flatMap(component -> deployment.ha().scalingOf(component).stream()
                        .map(scaling -> new Part<>(
                                scaling,
                                deployment,
                                "ha."
                                        + (component == Component.WORKERS
                                                ? "workerScaling"
                                                : component.attribute() + "Scaling"),
                                Optional.of(ValuesKeys.of(
                                        deployment,
                                        component,
                                        scaling.match(keda -> "keda", hpa -> "hpa") + ".minReplicaCount")))));
    }

    /** Hands every part over, one by one: hundreds of rules ask, and most find nothing to ask about. */
    private interface Parts<T> {
        void each(AirflowDeployment deployment, Consumer<Part<T>> action);
    }

    private final Parts<T> parts;

    private Subject(Parts<T> parts) {
        this.parts = parts;
    }

    static <T> Subject<T> of(Function<AirflowDeployment, Stream<Part<T>>> parts) {
        return new Subject<>((deployment, action) -> parts.apply(deployment).forEach(action));
    }

    /** Every such part of a deployment. */
    Stream<Part<T>> in(AirflowDeployment deployment) {
        Stream.Builder<Part<T>> found = Stream.builder();
        parts.each(deployment, found);
        return found.build();
    }

    /** An attribute of the part. */
    <S> Subject<S> at(String attribute, Function<T, S> value) {
        return each((part, action) -> action.accept(part.part(attribute, value.apply(part.value()))));
    }

    /** The part itself, with a finding's place at one of its attributes. */
    Subject<T> at(String attribute) {
        return at(attribute, value -> value);
    }

    /** An attribute of the part, where it is set. */
    <S> Subject<S> given(String attribute, Function<T, Optional<S>> value) {
        return each((part, action) ->
                value.apply(part.value()).ifPresent(inner -> action.accept(part.part(attribute, inner))));
    }

    /** The variant that the part is, at the same place. */
    <S> Subject<S> given(Function<T, Optional<S>> variant) {
        return each((part, action) -> variant.apply(part.value()).ifPresent(inner -> action.accept(part.with(inner))));
    }

    /** Every element of an attribute. */
    <S> Subject<S> each(String attribute, Function<T, List<S>> values) {
        return each((part, action) -> {
            List<S> inner = values.apply(part.value());
            for (int i = 0; i < inner.size(); i++) {
                action.accept(part.part(attribute + "[" + i + "]", inner.get(i)));
            }
        });
    }

    /** Every entry of a map, in the order of their keys. */
    private <S> Subject<Map.Entry<String, S>> entries(String attribute, Function<T, Map<String, S>> entries) {
        return each((part, action) -> entries.apply(part.value()).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> action.accept(part.part(attribute + "[" + entry.getKey() + "]", entry))));
    }

    private <S> Subject<S> each(BiConsumer<Part<T>, Consumer<Part<S>>> inner) {
        return new Subject<>((deployment, action) -> parts.each(deployment, part -> inner.accept(part, action)));
    }

    /** The place in the chart's values. */
    Subject<T> inValues(String path) {
        return inValues(part -> path);
    }

    /** The place in the chart's values, where it depends on the part, the chart or Airflow. */
    Subject<T> inValues(Function<Part<T>, String> path) {
        return each((part, action) -> action.accept(part.inValues(path.apply(part))));
    }

    /** These parts and others. */
    Subject<T> and(Subject<T> others) {
        return new Subject<>((deployment, action) -> {
            parts.each(deployment, action);
            others.parts.each(deployment, action);
        });
    }

    /** These parts in some deployments only. */
    Subject<T> where(Predicate<AirflowDeployment> condition) {
        return new Subject<>((deployment, action) -> {
            if (condition.test(deployment)) {
                parts.each(deployment, action);
            }
        });
    }

    /** Whether a deployment has such a part. */
    Predicate<AirflowDeployment> any(Predicate<T> condition) {
        return deployment -> {
            boolean[] found = {false};
            parts.each(deployment, part -> found[0] |= condition.test(part.value()));
            return found[0];
        };
    }

    Function<AirflowDeployment, List<Finding>> finds(Function<Part<T>, Stream<Finding>> test) {
        return findings((part, found) -> test.apply(part).forEach(found));
    }

    /** What is wrong with a part, in words; empty if nothing is. */
    Function<AirflowDeployment, List<Finding>> faults(BiFunction<T, AirflowDeployment, Optional<String>> fault) {
        return findings((part, found) ->
                fault.apply(part.value(), part.deployment()).map(part::finding).ifPresent(found));
    }

    private Function<AirflowDeployment, List<Finding>> findings(BiConsumer<Part<T>, Consumer<Finding>> test) {
        return deployment -> {
            List<Finding> found = new ArrayList<>(0);
            parts.each(deployment, part -> test.accept(part, found::add));
            return found;
        };
    }

    Function<AirflowDeployment, List<Finding>> faults(Function<T, Optional<String>> fault) {
        return faults((value, deployment) -> fault.apply(value));
    }

    Function<AirflowDeployment, List<Finding>> when(
            BiPredicate<T, AirflowDeployment> wrong, BiFunction<T, AirflowDeployment, String> what) {
        return faults((value, deployment) ->
                wrong.test(value, deployment) ? Optional.of(what.apply(value, deployment)) : Optional.empty());
    }

    Function<AirflowDeployment, List<Finding>> when(Predicate<T> wrong, Function<T, String> what) {
        return when((value, deployment) -> wrong.test(value), (value, deployment) -> what.apply(value));
    }

    Function<AirflowDeployment, List<Finding>> unless(Predicate<T> right, Function<T, String> what) {
        return when(right.negate(), what);
    }

    /** What several tests find, in their order. */
    static Function<AirflowDeployment, List<Finding>> together(List<Function<AirflowDeployment, List<Finding>>> tests) {
        return deployment -> {
            List<Finding> found = new ArrayList<>(0);
            tests.forEach(test -> found.addAll(test.apply(deployment)));
            return found;
        };
    }
}
