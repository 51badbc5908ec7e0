package io.airworthy.values;

import io.airworthy.AirflowDeployment;
import io.airworthy.chart.ChartTrait;
import io.airworthy.pods.Component;
import io.airworthy.pods.ServiceAccount;
import io.airworthy.pods.ServiceAccountBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** Service accounts: which one pods run as, and what the chart writes into one that it makes. */
final class AccountValues {

    private static final String CREATE = "create";
    private static final String NAME = "name";
    private static final String ANNOTATIONS = "annotations";
    private static final String AUTOMOUNT = "automountServiceAccountToken";

    private static final String OF_TASK_PODS = "workers.kubernetes.serviceAccount.";

    private static final ServiceAccount USUAL = ServiceAccount.builder().build();

    /** Where the chart takes what is said of an account. */
    private interface Place {
        void put(ValuesDraft values, String key, Object value);
    }

    private AccountValues() {}

    /** The account of what is none of Airflow's components. */
    static <S, B> List<Setting> of(
            Part<S, B> part,
            Function<S, Optional<ServiceAccount>> get,
            BiFunction<B, ServiceAccount, B> set,
            String key) {
        String place = key + ".serviceAccount.";
        return of(
                        part.optional("serviceAccount", get, set),
                        (values, name, value) -> values.put(place + name, value),
                        deployment -> Map.of(),
                        place)
                .stream()
                .map(Setting::alone)
                .toList();
    }

    /** A component's account, which is also annotated with the identity that logs are read and written with. */
    static List<Setting> of(Component component, Attribute<ServiceAccount> account, String key) {
        String place = key + ".serviceAccount.";
        Function<AirflowDeployment, Map<String, Object>> identity =
                deployment -> deployment.logComponents().contains(component)
                                && account.get()
                                        .apply(deployment)
                                        .filter(ServiceAccount::exists)
                                        .isEmpty()
                        ? LoggingValues.identityAnnotations(deployment)
                        : Map.of();
        return component == Component.WORKERS
                ? of(account, AccountValues::putOfWorkers, identity, place, OF_TASK_PODS)
                : of(account, (values, name, value) -> values.put(place + name, value), identity, place);
    }

    private static List<Setting> of(
            Attribute<ServiceAccount> account,
            Place place,
            Function<AirflowDeployment, Map<String, Object>> identity,
            String... places) {
        Attribute<ServiceAccount> which = new Attribute<>(
                account.path(),
                deployment -> account.get()
                        .apply(deployment)
                        .filter(AccountValues::isChosen)
                        .map(AccountValues::which),
                (deployment, chosen) -> account.with()
                        .apply(
                                deployment,
                                said(account, deployment)
                                        .name(chosen.name())
                                        .exists(chosen.exists())
                                        .build()));
        Attribute<Map<String, String>> annotations =
                inside(account, ANNOTATIONS, it -> Format.some(it.annotations()), ServiceAccountBuilder::annotations);
        return List.of(
                Setting.of(
                        which,
                        (values, chosen) -> {
                            place.put(values, CREATE, !chosen.exists());
                            chosen.name().ifPresent(name -> place.put(values, NAME, name));
                        },
                        values -> Optional.of(ServiceAccount.builder()
                                        .name(find(values, NAME, places).flatMap(Format.TEXT.read()))
                                        .exists(find(values, CREATE, named(values, places))
                                                .filter(Boolean.FALSE::equals)
                                                .isPresent())
                                        .build())
                                .filter(AccountValues::isChosen),
                        keys(List.of(CREATE, NAME), places)),
                Setting.of(
                                annotations.path(),
                                values -> {
                                    Map<String, Object> all = new TreeMap<>(identity.apply(values.deployment()));
                                    annotations.get().apply(values.deployment()).ifPresent(all::putAll);
                                    if (!all.isEmpty()) {
                                        place.put(values, ANNOTATIONS, all);
                                    }
                                },
                                (deployment, values) -> find(values, ANNOTATIONS, places)
                                        .flatMap(Format.TEXTS.read())
                                        .flatMap(all -> {
                                            all.entrySet()
                                                    .removeAll(identity.apply(deployment)
                                                            .entrySet());
                                            return Format.some(all);
                                        })
                                        .map(own -> annotations.with().apply(deployment, own))
                                        .orElse(deployment),
                                keys(List.of(ANNOTATIONS), places))
                        .alone(),
                Setting.of(
                                inside(
                                        account,
                                        AUTOMOUNT,
                                        ServiceAccount::automountServiceAccountToken,
                                        ServiceAccountBuilder::automountServiceAccountToken),
                                (values, mounted) -> place.put(values, AUTOMOUNT, mounted),
                                values -> find(values, AUTOMOUNT, places).flatMap(Format.BOOLEAN.read()),
                                keys(List.of(AUTOMOUNT), places))
                        .alone());
    }

    /** Task pods have the workers' account unless another is named for them, whatever else is said of it. */
    private static String[] named(Given values, String... places) {
        return Stream.of(places)
                .filter(place ->
                        place.equals(places[0]) || values.find(place + NAME).isPresent())
                .toArray(String[]::new);
    }

    private static Optional<Object> find(Given values, String name, String... places) {
        return Stream.of(places)
                .flatMap(place -> values.find(place + name).stream())
                .findFirst();
    }

    /** What an element of a list says of an account with a name, without its place in the list. */
    static ServiceAccount read(Map<?, ?> given) {
        return ServiceAccount.builder()
                .name(Optional.<Object>ofNullable(given.get(NAME)).flatMap(Format.TEXT.read()))
                .exists(Boolean.FALSE.equals(given.get(CREATE)))
                .annotations(Optional.<Object>ofNullable(given.get(ANNOTATIONS))
                        .flatMap(Format.TEXTS.read())
                        .orElse(Map.of()))
                .automountServiceAccountToken(
                        Optional.<Object>ofNullable(given.get(AUTOMOUNT)).flatMap(Format.BOOLEAN.read()))
                .build();
    }

    /** What is written into an account, beside which one it is. */
    static Map<String, Object> contents(ServiceAccount account) {
        Map<String, Object> contents = new TreeMap<>();
        Format.some(account.annotations())
                .ifPresent(
                        some -> contents.put(ANNOTATIONS, Format.TEXTS.write().apply(some)));
        account.automountServiceAccountToken().ifPresent(mounted -> contents.put(AUTOMOUNT, mounted));
        return contents;
    }

    /**
     * Older charts read the old place for workers and task pods alike. Newer ones have another for task pods, whose account
     * Celery's workers have made already where there are some.
     */
    private static void putOfWorkers(ValuesDraft values, String key, Object value) {
        AirflowDeployment deployment = values.deployment();
        Optional<ServiceAccount> chosen =
                deployment.ha().workers().serviceAccount().filter(AccountValues::isChosen);
        if (chosen.isPresent() && !deployment.chartVersion().has(ChartTrait.TASK_PODS_TAKE_AN_ACCOUNT_BY_NAME)) {
            values.putAsNamed("workers.serviceAccount." + key, value);
            return;
        }
        values.put("workers.serviceAccount." + key, value);
        if (chosen.isPresent() && deployment.usesKubernetesPods() && values.has(OF_TASK_PODS + NAME)) {
            if (key.equals(CREATE)) {
                values.put(OF_TASK_PODS + key, value.equals(true) && !deployment.usesCelery());
            } else if (key.equals(NAME) || !deployment.usesCelery()) {
                values.put(OF_TASK_PODS + key, value);
            }
        }
    }

    /** Whether it is another account than the one that the chart makes by itself. */
    private static boolean isChosen(ServiceAccount account) {
        return account.chosenName().isPresent();
    }

    private static ServiceAccount which(ServiceAccount account) {
        return ServiceAccount.builder()
                .name(account.name())
                .exists(account.exists())
                .build();
    }

    private static <T> Attribute<T> inside(
            Attribute<ServiceAccount> account,
            String name,
            Function<ServiceAccount, Optional<T>> get,
            BiFunction<ServiceAccountBuilder, T, ServiceAccountBuilder> set) {
        return new Attribute<>(
                account.path() + "." + name,
                deployment -> account.get().apply(deployment).flatMap(get),
                (deployment, value) -> account.with()
                        .apply(
                                deployment,
                                set.apply(said(account, deployment), value).build()));
    }

    private static ServiceAccountBuilder said(Attribute<ServiceAccount> account, AirflowDeployment deployment) {
        return account.get().apply(deployment).orElse(USUAL).toBuilder();
    }

    private static String[] keys(List<String> names, String... places) {
        return Stream.of(places)
                .flatMap(place -> names.stream().map(place::concat))
                .toArray(String[]::new);
    }
}
