package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.AuthManager;
import io.airworthy.ExternalUrl;
import io.airworthy.Rbac;
import io.airworthy.WebConfiguration;
import io.airworthy.WebTier;
import io.airworthy.catalogue.Reader;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.catalogue.SuppliedSecret;
import io.airworthy.dags.GitHost;
import io.airworthy.dags.GitSync;
import io.airworthy.pods.Component;
import io.airworthy.pods.ServiceAccount;
import io.airworthy.release.Container;
import io.airworthy.release.Containers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What must be there before the chart is installed. */
final class PreDeploymentChecks {

    private final AirflowDeployment deployment;

    PreDeploymentChecks(AirflowDeployment deployment) {
        this.deployment = deployment;
    }

    List<Block> blocks() {
        List<Phrase> ticks = new ArrayList<>();
        ticks.add(versions());
        ticks.add(Tick.open(
                "Database provisioned and tested: {} on {}, UTF-8, owned by role {}",
                Phrase.code(deployment.database().database()),
                Phrase.code(deployment.database().host()),
                Phrase.code(deployment.database().user())));
        deployment
                .remoteLogging()
                .ifPresent(logging -> ticks.add(Tick.open(
                        "Log store created with correct permissions: {}",
                        new LogLocation(logging.store()).container())));
        deployment
                .gitSync()
                .ifPresent(git -> ticks.add(Tick.open(
                        "Git repository {}: {}", Phrase.code(git.repository().toString()), access(git))));
        int required = deployment.release().secrets().required().size();
        if (required > 0) {
            ticks.add(Tick.open("All {} Secrets created in Kubernetes (see \"Secrets\")", required));
        }
        List<SuppliedSecret> foreign = deployment.release().secrets().foreign();
        foreign.forEach(secret -> ticks.add(Tick.open(
                "Secret {} made by its owner: {}{}",
                Phrase.code(secret.name()),
                secret.purpose(),
                SecretsOverview.keys(secret))));
        Stream.concat(
                        deployment.components().stream()
                                .flatMap(component -> deployment.ha().scalingOf(component).stream()),
                        deployment.workerGroups().stream().flatMap(group -> group.scaling().stream()))
                .map(scaling -> scaling.match(
                        keda -> "KEDA installed in the cluster", hpa -> "Metrics server installed in the cluster"))
                .distinct()
                .forEach(installed -> ticks.add(Tick.open(installed)));
        accounts().ifPresent(ticks::add);
        permissions(ticks);
        PodVolumes volumes = new PodVolumes(deployment);
        if (volumes.areMade()) {
            ticks.add(Tick.open(
                    "Storage for the pods' own volumes is there and paid for, {} in all: {}",
                    volumes.total(),
                    volumes.each()));
        }
        ticks.add(administrator());
        ticks.addAll(signIn());
        ticks.add(quota());
        ticks.add(networkPolicies());
        ticks.add(address());
        return List.of(Block.heading(2, "Pre-Deployment"), Block.bullets(ticks));
    }

    private Phrase versions() {
        String words = "Chart {} runs Airflow {} with all its keys given by name";
        return deployment.chartVersion().runs(deployment.airflowVersion())
                ? Tick.guaranteed(words, deployment.chartVersion(), deployment.airflowVersion())
                : Tick.open(words, deployment.chartVersion(), deployment.airflowVersion());
    }

    private static String access(GitSync git) {
        return git.access()
                .match(
                        deployKey -> "public key added to "
                                + GitHost.of(git.repository()).registry(),
                        credentials -> "token made, read-only, and its expiry noted",
                        app -> "GitHub App installed, with read access to the repository's contents",
                        anonymous -> "no credentials in the model: the repository is public, or extra values give"
                                + " git-sync access");
    }

    private Optional<Phrase> accounts() {
        List<String> existing = deployment.serviceAccountsByPath().values().stream()
                .filter(ServiceAccount::exists)
                .flatMap(account -> account.chosenName().stream())
                .distinct()
                .toList();
        return existing.isEmpty()
                ? Optional.empty()
                : Optional.of(Tick.open(
                        "Service accounts made by their owner, and bound to the identities that their pods need: {}",
                        Phrase.codes(existing)));
    }

    private void permissions(List<Phrase> ticks) {
        Rbac rbac = deployment.rbac();
        if (!rbac.create()) {
            ticks.add(Tick.open(
                    "Roles made and bound by the platform: {} get, list and watch pods and read {}{}",
                    Phrase.code(deployment.names().serviceAccount(Component.WEB)),
                    Phrase.code("pods/log"),
                    rbac.allowPodLaunching()
                            ? Phrase.of(
                                    "; {} also create, patch and delete pods, use {} and list events",
                                    Phrase.codes(launchers()),
                                    Phrase.code("pods/exec"))
                            : Phrase.NOTHING));
            deployment
                    .podCleanup()
                    .ifPresent(cleanup -> ticks.add(Tick.open(
                            "The same for the job that cleans up pods: {} lists and deletes pods",
                            Phrase.code(cleanup.job()
                                    .serviceAccount()
                                    .flatMap(ServiceAccount::chosenName)
                                    .orElseGet(() -> deployment.names().serviceAccount("cleanup"))))));
        }
        if (rbac.createSccRoleBinding()) {
            ticks.add(Tick.open(
                    "OpenShift: whoever installs may bind the ClusterRole {}",
                    Phrase.code("system:openshift:scc:anyuid")));
        }
        if (rbac.multiNamespaceMode()) {
            ticks.add(Tick.open(
                    "Every other namespace in which tasks run has the service account {}, the ConfigMap {}, and the Secrets {}",
                    Phrase.code(deployment.names().serviceAccount(Component.WORKERS)),
                    Phrase.code(deployment.names().object("config")),
                    Phrase.codes(deployment.release().secrets().all().stream()
                            .filter(secret -> secret.readers().contains(Reader.AIRFLOW))
                            .map(RequiredSecret::name)
                            .distinct()
                            .toList())));
        }
    }

    /** Which service accounts start pods. */
    private List<String> launchers() {
        return Stream.concat(
                        deployment.logComponents().stream()
                                .filter(component -> component != Component.WEB && component != Component.DAG_PROCESSOR)
                                .map(deployment.names()::serviceAccount),
                        accountsOfGroups())
                .distinct()
                .toList();
    }

    /** A group without an account of its own has the usual workers'. */
    private Stream<String> accountsOfGroups() {
        return deployment.workerGroups().stream()
                .flatMap(group -> group.settings().serviceAccount().stream())
                .flatMap(account -> account.chosenName().stream());
    }

    private Phrase administrator() {
        return deployment
                .adminUser()
                .map(admin -> Tick.open(
                        "First administrator {} made by the create-user job; password changed at the first login",
                        Phrase.code(admin.username())))
                .orElseGet(() -> Tick.guaranteed("No default administrator: the create-user job is off"));
    }

    private List<Phrase> signIn() {
        List<Phrase> ticks = new ArrayList<>();
        if (!deployment.authManager().equals(AuthManager.FAB)) {
            ticks.add(Tick.open(
                    "Auth manager {}: its provider is in the image, and its options are set",
                    Phrase.code(deployment.authManager().toString())));
        }
        deployment
                .webConfiguration()
                .flatMap(configuration ->
                        configuration.match(text -> Optional.empty(), configMap -> Optional.of(configMap.name())))
                .filter(name -> deployment.extraConfigMaps().stream()
                        .noneMatch(made -> made.name().equals(name)))
                .ifPresent(name -> ticks.add(Tick.open(
                        "ConfigMap {} made by its owner, with the key {}; whoever changes it restarts {}, because nothing"
                                + " else does",
                        Phrase.code(name),
                        Phrase.code(WebConfiguration.FILE_NAME),
                        Phrase.code(deployment.release().workloads().web().name()))));
        deployment
                .webConfiguration()
                .filter(configuration -> configuration.code().orElse("OAUTH").contains("OAUTH"))
                .ifPresent(configuration -> ticks.add(Tick.open(
                        "If people sign in with OAuth: the identity provider has the address {} for them to come back to",
                        Phrase.code(redirect()))));
        return ticks;
    }

    /** Where Flask AppBuilder takes people back, below which Airflow 3 has it. */
    private String redirect() {
        String root = deployment.baseUrl().map(ExternalUrl::text).orElse("https://<host>");
        return (root.endsWith("/") ? root : root + "/")
                + (deployment.webTier() == WebTier.API_SERVER ? "auth/" : "")
                + "oauth-authorized/<provider>";
    }

    /** A quota often belongs to the platform, so it is not in the model. */
    private Phrase quota() {
        List<String> without = Containers.of(deployment).stream()
                .filter(container -> !container.without(Container.QUOTA_AMOUNTS).isEmpty())
                .map(Container::toString)
                .toList();
        return without.isEmpty()
                ? Tick.guaranteed("Every container says its CPU and memory, as a resource quota asks")
                : Tick.open(
                        "Namespace {} has no resource quota for CPU or memory, or it also has a LimitRange with"
                                + " defaults. Otherwise Kubernetes refuses the pods of containers without all four"
                                + " amounts: {}",
                        Phrase.code(deployment.namespace()),
                        Phrase.codes(without));
    }

    private Phrase networkPolicies() {
        return deployment.networkPolicies().isPresent()
                ? Tick.guaranteed(
                        "Network policies: only pods of the release, and the namespaces that the policies name, have"
                                + " access")
                : Tick.open("Network policies: none; every pod in the cluster can reach every other");
    }

    private Phrase address() {
        return deployment
                .baseUrl()
                .map(url -> address(Phrase.code(url.text()), url.isHttps()))
                .orElseGet(() -> deployment.webService().isExposed()
                        ? Tick.open(
                                "Address for users: that of the {}",
                                deployment.webService().type())
                        : Tick.open(
                                deployment.ingress().isPresent()
                                        ? "Address for users: that of the ingress controller"
                                        : "Address for users: no ingress in the model"));
    }

    private Phrase address(Phrase url, boolean isHttps) {
        if (deployment.ingress().isEmpty()) {
            return Tick.open(
                    "Address {} leads to service {}, port {}",
                    url,
                    Phrase.code(deployment.release().workloads().web().name()),
                    HealthCommands.servicePort(deployment));
        }
        if (isHttps && deployment.ingress().get().tlsSecret().isEmpty()) {
            return Tick.open("Address {}, TLS in front of the ingress: the certificate is in place", url);
        }
        return Tick.guaranteed("Address {}, {}", url, isHttps ? "TLS at the ingress" : "without TLS in the model");
    }
}
