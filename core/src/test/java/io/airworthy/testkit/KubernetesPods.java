package io.airworthy.testkit;

import io.airworthy.pods.ExtraContainer;
import io.airworthy.pods.HostAlias;
import io.airworthy.pods.JobSettings;
import io.airworthy.pods.JobSettingsBuilder;
import io.airworthy.pods.LogGroomer;
import io.airworthy.pods.PodCleanup;
import io.airworthy.pods.Pods;
import io.airworthy.pods.PodsBuilder;
import io.airworthy.pods.Probe;
import io.airworthy.pods.Resources;
import io.airworthy.pods.SecurityContexts;
import io.airworthy.pods.Toleration;
import io.airworthy.pods.Variable;
import io.airworthy.pods.VariableSource;
import io.airworthy.pods.Volume;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Builders;
import net.jqwik.api.Builders.BuilderCombinator;
import net.jqwik.api.Combinators;

/** What is said of pods in Kubernetes' own terms. */
public final class KubernetesPods {

    private KubernetesPods() {}

    /**
     * What every chart has a place for at the top.
     *
     * @return what may be said of all pods
     */
    public static Arbitrary<Pods> ofAll() {
        return everywhere()
                .use(securityContexts())
                .withProbability(0.2)
                .in((pods, contexts) -> pods.securityContexts(contexts))
                .use(Arbitraries.maps(
                        Arbitraries.of("acme.com/of-all", "n"), Arbitraries.of("it's \"quoted\" {{ x }}", "no")))
                .withProbability(0.3)
                .in(PodsBuilder::annotations)
                .use(Arbitraries.maps(
                        Arbitraries.of("acme.com/team", "cost-centre"), Arbitraries.of("", "0644", "data")))
                .withProbability(0.3)
                .in(PodsBuilder::labels)
                .use(Arbitraries.of(VariableSource.secret("team-env"), VariableSource.configMap("team.settings"))
                        .list()
                        .uniqueElements())
                .withProbability(0.3)
                .in(PodsBuilder::variablesFrom)
                .use(Arbitraries.just(Variable.fromField("DD_AGENT_HOST", "status.hostIP")))
                .withProbability(0.2)
                .in((pods, variable) -> pods.variable(variable))
                .use(Arbitraries.of("volcano", "my-scheduler"))
                .withProbability(0.2)
                .in((pods, name) -> pods.schedulerName(name))
                .build(PodsBuilder::build);
    }

    /**
     * What every chart has a place for in each component.
     *
     * @return what may be said of any component's pods
     */
    public static Arbitrary<Pods> ofComponents() {
        return everywhere()
                .use(Arbitraries.maps(
                        Arbitraries.of("acme.com/note", "y"), Arbitraries.of("it's \"quoted\" {{ x }}", "no")))
                .withProbability(0.3)
                .in(PodsBuilder::annotations)
                .use(containers("setup"))
                .withProbability(0.2)
                .in(PodsBuilder::initContainers)
                .use(containers("proxy"))
                .withProbability(0.2)
                .in(PodsBuilder::sidecars)
                .use(probes())
                .withProbability(0.3)
                .in((pods, probe) -> pods.livenessProbe(probe))
                .build(PodsBuilder::build);
    }

    /**
     * What every chart has a place for in its own Redis and its exporter of metrics.
     *
     * @return what may be said of the pods of services that are not Airflow's
     */
    public static Arbitrary<Pods> ofServices() {
        return scheduled()
                .use(securityContexts())
                .withProbability(0.2)
                .in((pods, contexts) -> pods.securityContexts(contexts))
                .use(Arbitraries.maps(Arbitraries.of("acme.com/note", "y"), Arbitraries.of("it's \"quoted\"", "no")))
                .withProbability(0.3)
                .in(PodsBuilder::annotations)
                .build(PodsBuilder::build);
    }

    /**
     * How jobs run.
     *
     * @return settings with what every chart has a place for in both jobs
     */
    public static Arbitrary<JobSettings> jobs() {
        return Builders.withBuilder(JobSettings::builder)
                .use(Availability.resources())
                .withProbability(0.5)
                .in((job, resources) -> job.resources(resources))
                .use(Names.subdomains())
                .withProbability(0.2)
                .in((job, name) -> job.priorityClass(name))
                .use(Availability.serviceAccounts())
                .withProbability(0.2)
                .in((job, account) -> job.serviceAccount(account))
                .use(Arbitraries.maps(Arbitraries.of("acme.com/note", "owner"), Arbitraries.of("data", "no")))
                .withProbability(0.2)
                .in((job, annotations) -> job.annotations(annotations))
                .use(Arbitraries.just(false))
                .withProbability(0.2)
                .in((job, given) -> job.customVariables(given))
                .use(Arbitraries.of(Duration.ZERO, Duration.ofHours(6)))
                .withProbability(0.3)
                .in((job, time) -> job.timeToLive(time))
                .use(Arbitraries.just(true))
                .withProbability(0.1)
                .in((job, kept) -> job.kept(kept).timeToLive(Optional.empty()))
                .use(Availability.commands())
                .withProbability(0.2)
                .in((job, words) -> job.args(words))
                .use(Availability.commands())
                .withProbability(0.2)
                .in((job, words) -> job.command(words))
                .use(ofJobs())
                .withProbability(0.3)
                .in((job, pods) -> job.pods(pods))
                .build(JobSettingsBuilder::build);
    }

    /**
     * Jobs that delete pods.
     *
     * @return clean-ups with what every chart has a place for
     */
    public static Arbitrary<PodCleanup> podCleanups() {
        return Combinators.combine(
                        Availability.resources().optional(0.5),
                        ofServices().optional(0.3),
                        Arbitraries.of(0, 2).optional(0.3),
                        Availability.commands().optional(0.2),
                        Availability.serviceAccounts().optional(0.2))
                .as((resources, pods, limit, words, account) -> {
                    JobSettingsBuilder job = JobSettings.builder().serviceAccount(account);
                    words.ifPresent(it -> job.command(it).args(it));
                    resources.ifPresent(job::resources);
                    pods.ifPresent(job::pods);
                    return PodCleanup.builder()
                            .schedule("*/30 * * * *")
                            .failedJobsHistoryLimit(limit)
                            .job(job.build())
                            .build();
                });
    }

    private static Arbitrary<Pods> ofJobs() {
        return scheduled()
                .use(securityContexts())
                .withProbability(0.2)
                .in((pods, contexts) -> pods.securityContexts(contexts))
                .use(Arbitraries.maps(Arbitraries.of("acme.com/of-job", "y"), Arbitraries.of("{{ x }}", "no")))
                .withProbability(0.3)
                .in(PodsBuilder::annotations)
                .use(volumes().list().uniqueElements().ofMaxSize(2))
                .withProbability(0.3)
                .in(PodsBuilder::volumes)
                .use(containers("proxy"))
                .withProbability(0.2)
                .in(PodsBuilder::sidecars)
                .build(PodsBuilder::build);
    }

    /**
     * Probes.
     *
     * @return probes that Kubernetes takes
     */
    public static Arbitrary<Probe> probes() {
        return Arbitraries.of(
                Probe.builder()
                        .failureThreshold(20)
                        .timeout(Duration.ofSeconds(60))
                        .build(),
                Probe.builder()
                        .initialDelay(Duration.ZERO)
                        .period(Duration.ofMinutes(2))
                        .build());
    }

    /**
     * Tolerations.
     *
     * @return tolerations that Kubernetes takes
     */
    public static Arbitrary<Toleration> tolerations() {
        return Arbitraries.of(
                Toleration.of("dedicated", "airflow", "NoSchedule"),
                Toleration.of("y", "true", "PreferNoSchedule"),
                Toleration.exists("nvidia.com/gpu"),
                Toleration.builder()
                        .key("node.kubernetes.io/unreachable")
                        .operator("Exists")
                        .effect("NoExecute")
                        .during(Duration.ofSeconds(30))
                        .build());
    }

    /**
     * Volumes.
     *
     * @return volumes of each kind, each at a place of its own
     */
    public static Arbitrary<Volume> volumes() {
        return Arbitraries.of(
                Volume.secret("gcp-credentials").at("/etc/gcp"),
                Volume.configMap("corporate-ca").subPath("ca.crt").at("/etc/ssl/corporate.crt"),
                Volume.claim("generated-dags").at("/opt/generated"),
                Volume.emptyDir("scratch").at("/scratch"));
    }

    /**
     * Variables.
     *
     * @return literals with everything that is special to somebody on the way, and keys of Secrets and ConfigMaps
     */
    public static Arbitrary<Variable> variables() {
        return Arbitraries.of(
                Variable.of("TEAM", "data"),
                Variable.of("GREETING", "it's {{ 100% }} $HOME $(X)\n  and a line"),
                Variable.fromSecret("DWH_URI", "dwh", "uri"),
                Variable.fromConfigMap("REGION", "cluster.settings", "region"));
    }

    /**
     * Further containers.
     *
     * @return a container of another image
     */
    public static Arbitrary<ExtraContainer> extraContainers() {
        return containers("proxy").map(containers -> containers.get(0));
    }

    /**
     * Entries of hosts files.
     *
     * @return aliases of one and of several names
     */
    public static Arbitrary<HostAlias> hostAliases() {
        return Arbitraries.of(
                new HostAlias("10.0.0.7", List.of("ldap.example.com")),
                new HostAlias("fd00::7", List.of("git", "git.example.com")));
    }

    /**
     * Groomers.
     *
     * @return groomers that are on and off
     */
    public static Arbitrary<LogGroomer> logGroomers() {
        return Arbitraries.of(
                LogGroomer.off(),
                LogGroomer.builder()
                        .retentionDays(3)
                        .resources(Resources.requests("10m", "32Mi"))
                        .build(),
                LogGroomer.builder()
                        .command("/bin/sh")
                        .args("-c", "exec /clean-logs {{ x }}\n")
                        .build());
    }

    /**
     * Security contexts.
     *
     * @return the ready ones
     */
    public static Arbitrary<SecurityContexts> securityContexts() {
        return Arbitraries.of(SecurityContexts.restricted(), SecurityContexts.openShift());
    }

    /**
     * Secrets and ConfigMaps that are read whole.
     *
     * @return one of each
     */
    public static Arbitrary<VariableSource> variableSources() {
        return Arbitraries.of(VariableSource.secret("team-env"), VariableSource.configMap("team.settings"));
    }

    private static BuilderCombinator<PodsBuilder> everywhere() {
        return scheduled()
                .use(volumes().list().uniqueElements().ofMaxSize(2))
                .withProbability(0.3)
                .in(PodsBuilder::volumes)
                .use(variables().list().uniqueElements().ofMaxSize(3))
                .withProbability(0.3)
                .in(PodsBuilder::variables)
                .use(Arbitraries.integers().between(0, 5))
                .withProbability(0.2)
                .in((pods, limit) -> pods.revisionHistoryLimit(limit));
    }

    private static BuilderCombinator<PodsBuilder> scheduled() {
        return Builders.withBuilder(Pods::builder)
                .use(Arbitraries.maps(
                                Arbitraries.of("pool", "topology.kubernetes.io/zone"),
                                Arbitraries.of("a", "yes", "0644"))
                        .ofMinSize(1))
                .withProbability(0.3)
                .in(PodsBuilder::nodeSelector)
                .use(tolerations().list().uniqueElements().ofMaxSize(2))
                .withProbability(0.3)
                .in(PodsBuilder::tolerations)
                .use(Arbitraries.just(Map.<String, Object>of("podAntiAffinity", antiAffinity())))
                .withProbability(0.2)
                .in(PodsBuilder::affinity);
    }

    private static Map<String, Object> antiAffinity() {
        return Map.of(
                "preferredDuringSchedulingIgnoredDuringExecution",
                List.of(Map.of(
                        "weight",
                        100,
                        "podAffinityTerm",
                        Map.of(
                                "topologyKey",
                                "kubernetes.io/hostname",
                                "labelSelector",
                                Map.of("matchLabels", Map.of("tier", "airflow"))))));
    }

    private static Arbitrary<List<ExtraContainer>> containers(String name) {
        return Arbitraries.of(
                List.of(new ExtraContainer(Map.of("name", name, "image", "registry.example.com/" + name + ":1"))),
                List.of(new ExtraContainer(Map.of(
                        "name",
                        name,
                        "image",
                        "alpine/git:2.47",
                        "command",
                        List.of("sh", "-c", "git clone https://git.example.com/a /tmp/a && \\\n  exec sleep 1\n")))));
    }
}
