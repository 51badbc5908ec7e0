package io.airworthy.testkit;

import io.airworthy.AdminUser;
import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowImage;
import io.airworthy.AuthManager;
import io.airworthy.Concurrency;
import io.airworthy.ContainerImage;
import io.airworthy.Executor;
import io.airworthy.ExternalUrl;
import io.airworthy.ExtraConfigMap;
import io.airworthy.Flower;
import io.airworthy.IngressHost;
import io.airworthy.NetworkPolicies;
import io.airworthy.ObjectNames;
import io.airworthy.Rbac;
import io.airworthy.ServicePort;
import io.airworthy.Waiver;
import io.airworthy.WebConfiguration;
import io.airworthy.WebIngress;
import io.airworthy.WebService;
import io.airworthy.catalogue.RemoteEntries;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.catalogue.SecretVariable;
import io.airworthy.catalogue.SuppliedSecret;
import io.airworthy.celery.CeleryBroker;
import io.airworthy.celery.ExternalRedis;
import io.airworthy.celery.RabbitMq;
import io.airworthy.celery.RedisSentinel;
import io.airworthy.celery.Sqs;
import io.airworthy.chart.ChartMove;
import io.airworthy.chart.ChartProfile;
import io.airworthy.chart.ChartRelease;
import io.airworthy.chart.ChartVersion;
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
import io.airworthy.dags.DagBundle;
import io.airworthy.dags.GitAccess;
import io.airworthy.dags.GitRef;
import io.airworthy.dags.GitRepository;
import io.airworthy.dags.GitSync;
import io.airworthy.dags.KnownHosts;
import io.airworthy.database.BackupPolicy;
import io.airworthy.database.DatabaseCleanup;
import io.airworthy.database.DatabaseCredentials;
import io.airworthy.database.DatabaseSetup;
import io.airworthy.database.ExternalDatabase;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.logging.CloudIdentity;
import io.airworthy.logging.LogSearch;
import io.airworthy.logging.LogStore;
import io.airworthy.logging.RemoteLogging;
import io.airworthy.material.ExternalSecrets;
import io.airworthy.material.SecretDelivery;
import io.airworthy.material.SecretSource;
import io.airworthy.material.SecretTemplate;
import io.airworthy.metrics.Metrics;
import io.airworthy.metrics.MetricsExporter;
import io.airworthy.metrics.StatsdMapping;
import io.airworthy.operations.Monitoring;
import io.airworthy.operations.Operations;
import io.airworthy.pods.ComponentSettings;
import io.airworthy.pods.DisruptionBudget;
import io.airworthy.pods.ExtraContainer;
import io.airworthy.pods.HaSettings;
import io.airworthy.pods.HostAlias;
import io.airworthy.pods.HpaMetric;
import io.airworthy.pods.HpaScaling;
import io.airworthy.pods.JobSettings;
import io.airworthy.pods.KedaScaling;
import io.airworthy.pods.LogGroomer;
import io.airworthy.pods.Persistence;
import io.airworthy.pods.PodClaim;
import io.airworthy.pods.PodCleanup;
import io.airworthy.pods.Pods;
import io.airworthy.pods.Probe;
import io.airworthy.pods.Quantity;
import io.airworthy.pods.Resources;
import io.airworthy.pods.SecurityContexts;
import io.airworthy.pods.ServiceAccount;
import io.airworthy.pods.SharedVolume;
import io.airworthy.pods.Toleration;
import io.airworthy.pods.UpdateStrategy;
import io.airworthy.pods.Variable;
import io.airworthy.pods.VariableSource;
import io.airworthy.pods.Volume;
import io.airworthy.pods.WorkerGroup;
import io.airworthy.pods.WorkerScaling;
import io.airworthy.release.Container;
import io.airworthy.release.Release;
import io.airworthy.release.Workload;
import io.airworthy.release.Workloads;
import io.airworthy.store.AwsAuth;
import io.airworthy.store.AzureAuth;
import io.airworthy.store.CredentialRef;
import io.airworthy.store.GoogleAuth;
import io.airworthy.store.SecretStore;
import io.airworthy.store.SecretsBackend;
import io.airworthy.store.ServiceAccountRef;
import io.airworthy.store.StoreProvider;
import io.airworthy.store.VaultAuth;
import io.airworthy.validation.Finding;
import io.airworthy.validation.Rule;
import io.airworthy.validation.RuleSet;
import io.airworthy.validation.ValidationReport;
import io.airworthy.validation.Violation;
import io.airworthy.values.ChartValues;
import io.airworthy.values.Contradiction;
import io.airworthy.values.Decision;
import io.airworthy.values.Section;
import io.airworthy.values.ValuesReading;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** The arbitrary of each of the model's types, by type. {@link AirworthyDomain} gives them to properties. */
public final class Values {

    private static final Map<Class<?>, Supplier<? extends Arbitrary<?>>> BY_TYPE = new HashMap<>();

    static {
        put(AirflowDeployment.class, Deployments::valid);
        put(AirflowVersion.class, () -> VersionPair.pairs().map(VersionPair::airflow));
        put(ChartVersion.class, () -> VersionPair.pairs().map(VersionPair::chart));
        put(Executor.class, Deployments::executors);
        put(AirflowImage.class, () -> VersionPair.pairs().flatMap(pair -> Deployments.images(pair, true)));
        put(ContainerImage.class, Deployments::containerImages);
        put(PodCleanup.class, KubernetesPods::podCleanups);
        put(DatabaseCleanup.class, Databases::cleanups);
        put(Concurrency.class, Deployments::concurrencies);
        put(Waiver.class, Verdicts::waivers);
        put(ObjectNames.class, Derived::names);

        put(AdminUser.class, Web::adminUsers);
        put(AuthManager.class, () -> Web.authManagers(3));
        put(WebConfiguration.class, Web::webConfigurations);
        put(ExtraConfigMap.class, () -> Deployments.configMaps().map(maps -> maps.get(0)));
        put(NetworkPolicies.class, Web::networkPolicies);
        put(ExternalUrl.class, Web::externalUrls);
        put(
                ExternalUrl.Parts.class,
                () -> Web.externalUrls().map(url -> url.parts().orElseThrow()));
        put(WebIngress.class, Web::ingresses);
        put(IngressHost.class, Web::ingressHosts);
        put(WebService.class, Web::services);
        put(ServicePort.class, Web::servicePorts);

        put(ComponentSettings.class, Availability::components);
        put(ExtraContainer.class, KubernetesPods::extraContainers);
        put(HostAlias.class, KubernetesPods::hostAliases);
        put(JobSettings.class, KubernetesPods::jobs);
        put(LogGroomer.class, KubernetesPods::logGroomers);
        put(Pods.class, KubernetesPods::ofAll);
        put(Probe.class, KubernetesPods::probes);
        put(SecurityContexts.class, KubernetesPods::securityContexts);
        put(Toleration.class, KubernetesPods::tolerations);
        put(Variable.class, KubernetesPods::variables);
        put(Variable.Literal.class, () -> Arbitraries.just(Variable.of("TEAM", "data")));
        put(Variable.SecretKey.class, () -> Arbitraries.just(Variable.fromSecret("DWH_URI", "dwh", "uri")));
        put(Variable.Field.class, () -> Arbitraries.just(Variable.fromField("DD_AGENT_HOST", "status.hostIP")));
        put(Variable.ConfigMapKey.class, () -> Arbitraries.just(Variable.fromConfigMap("REGION", "cluster", "region")));
        put(VariableSource.class, KubernetesPods::variableSources);
        put(Volume.class, KubernetesPods::volumes);
        put(DisruptionBudget.class, () -> Availability.budgets(3));
        put(DisruptionBudget.Amount.class, Availability::amounts);
        put(HaSettings.class, Availability::haSettings);
        put(KedaScaling.class, Availability::kedaScalings);
        put(WorkerGroup.class, Availability::workerGroups);
        put(WorkerScaling.class, Availability::scalings);
        put(StatsdMapping.class, Telemetry::mappings);
        put(HpaMetric.class, Availability::hpaMetrics);
        put(HpaScaling.class, Availability::hpaScalings);
        put(Rbac.class, Deployments::permissions);
        put(ServiceAccount.class, Availability::serviceAccounts);
        put(UpdateStrategy.class, Availability::updateStrategies);
        put(SharedVolume.class, Volumes::shared);
        put(Persistence.class, Volumes::ofPods);
        put(PodClaim.class, () -> Volumes.claims().map(claims -> claims.get(0)));
        put(Quantity.class, Availability::quantities);
        put(Resources.class, Availability::resources);

        put(Flower.class, Flowers::any);
        put(CeleryBroker.class, Deployments::brokers);
        put(RabbitMq.class, Deployments::rabbitMqs);
        put(RedisSentinel.class, Deployments::sentinels);
        put(Sqs.class, Deployments::queues);
        put(ExternalRedis.class, Deployments::externalRedis);

        put(ExternalDatabase.class, Databases::databases);
        put(DatabaseSetup.class, () -> Databases.databases().map(DatabaseSetup::of));
        put(PgBouncerPool.class, Databases::pools);
        put(BackupPolicy.class, Databases::backups);

        put(DagBundle.class, () -> Dags.bundles().flatMap(Arbitraries::of));
        put(GitAccess.class, Dags::accesses);
        put(DatabaseCredentials.class, Databases::credentials);
        put(GitRef.class, Dags::refs);
        put(GitRepository.class, Dags::repositories);
        put(GitRepository.Parts.class, Dags::parts);
        put(GitSync.class, Dags::gitSyncs);
        put(KnownHosts.class, Dags::knownHosts);

        put(CloudIdentity.class, Logs::identities);
        put(LogStore.class, Logs::stores);
        put(LogSearch.class, Logs::searches);
        put(RemoteLogging.class, Logs::remoteLoggings);

        put(Metrics.class, Telemetry::metrics);
        put(MetricsExporter.class, Telemetry::exporters);

        put(Monitoring.class, Telemetry::monitorings);
        put(Operations.class, Telemetry::operations);

        put(SecretSource.class, Secrets::sources);
        put(SecretDelivery.class, Stores::deliveries);
        put(ExternalSecrets.class, Stores::externalSecrets);
        put(SecretStore.class, Stores::stores);
        put(StoreProvider.class, Stores::providers);
        put(AwsAuth.class, Stores::awsAuths);
        put(AzureAuth.class, Stores::azureAuths);
        put(GoogleAuth.class, Stores::googleAuths);
        put(VaultAuth.class, Stores::vaultAuths);
        put(CredentialRef.class, Stores::credentials);
        put(ServiceAccountRef.class, Stores::accounts);
        put(SecretsBackend.class, Stores::backends);
        put(SecretTemplate.class, Secrets::templates);
        put(SecretTemplate.Piece.class, Secrets::pieces);

        put(ConnectionBudget.class, Derived::budgets);
        put(ConnectionPlan.class, Derived::plans);
        put(Demand.class, Derived::demands);
        put(Hop.class, Derived::hops);
        put(Container.class, Derived::containers);
        put(SecretCatalogue.class, Derived::catalogues);
        put(RequiredSecret.class, Derived::requiredSecrets);
        put(SuppliedSecret.class, Derived::foreignSecrets);
        put(RemoteEntries.class, Derived::remoteEntries);
        put(AirflowOptions.class, Derived::options);
        put(OptionStanding.class, Derived::standings);
        put(ChangedDefault.class, Derived::changedDefaults);
        put(SecretVariable.class, Derived::secretVariables);

        put(ChartProfile.class, Derived::profiles);
        put(ChartRelease.class, Derived::chartReleases);
        put(Release.class, () -> Deployments.valid().map(AirflowDeployment::release));
        put(Workloads.class, Derived::workloads);
        put(Workload.class, () -> Derived.workloads().flatMap(workloads -> Arbitraries.of(workloads.all())));
        put(ChartMove.class, Derived::moves);
        put(KeyPath.class, Derived::paths);
        put(KeyPath.Step.class, () -> Derived.paths().map(path -> path.steps().get(0)));
        put(ValuesProblem.class, Derived::problems);
        put(ChartValues.class, Derived::values);
        put(
                ValuesReading.class,
                () -> Deployments.valid()
                        .map(deployment -> ValuesReading.of(
                                deployment, ChartValues.of(deployment).asMap())));
        put(Contradiction.class, Derived::contradictions);
        put(Decision.class, Derived::decisions);
        put(Section.class, Derived::sections);

        put(Finding.class, Verdicts::findings);
        put(Rule.class, Verdicts::rules);
        put(RuleSet.class, Verdicts::ruleSets);
        put(ValidationReport.class, Verdicts::reports);
        put(Violation.class, Verdicts::violations);
    }

    private Values() {}

    /**
     * The arbitrary of a type: of the model's values, of its enums, and of the variants of its sealed types.
     *
     * @param type the type
     * @param <T> the type
     * @return the arbitrary; empty for a type that is not one of the model's
     */
    public static <T> Optional<Arbitrary<T>> of(Class<T> type) {
        if (BY_TYPE.containsKey(type)) {
            return Optional.of(BY_TYPE.get(type).get().map(type::cast));
        }
        if (type.isEnum() && type.getPackageName().startsWith("io.airworthy")) {
            return Optional.of(Arbitraries.of(type.getEnumConstants()));
        }
        return Stream.<Class<?>>of(type.getInterfaces())
                .filter(BY_TYPE::containsKey)
                .findFirst()
                .map(parent ->
                        BY_TYPE.get(parent).get().filter(type::isInstance).map(type::cast));
    }

    private static <T> void put(Class<T> type, Supplier<Arbitrary<T>> values) {
        BY_TYPE.put(type, values);
    }
}
