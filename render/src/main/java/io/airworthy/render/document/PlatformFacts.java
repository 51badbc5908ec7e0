package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.AuthManager;
import io.airworthy.ExternalUrl;
import io.airworthy.Flower;
import io.airworthy.ServicePort;
import io.airworthy.WebConfiguration;
import io.airworthy.WebIngress;
import io.airworthy.WebService;
import io.airworthy.WebTier;
import io.airworthy.catalogue.Reader;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.pods.Component;
import io.airworthy.pods.ServiceAccount;
import io.airworthy.release.Container;
import io.airworthy.release.Containers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the platform has to have ready for the deployment, and the ways in. */
final class PlatformFacts {

    private final AirflowDeployment deployment;

    PlatformFacts(AirflowDeployment deployment) {
        this.deployment = deployment;
    }

    void addTo(Facts facts) {
        facts.flag("chart-runs-airflow", () -> deployment.chartVersion().runs(deployment.airflowVersion()))
                .text(
                        "secrets.count",
                        () -> deployment.release().secrets().required().size())
                .codes("accounts.existing", this::existingAccounts)
                .flag("has-existing-accounts", () -> !existingAccounts().isEmpty())
                .words("accounts", () -> Script.Words.of(accounts()))
                .flag("roles-by-platform", () -> !deployment.rbac().create())
                .text("web-account", () -> deployment.names().serviceAccount(Component.WEB))
                .flag("launches-pods", () -> deployment.rbac().allowPodLaunching())
                .codes("launchers", this::launchers)
                .part(
                        "pod-cleanup",
                        deployment.podCleanup(),
                        cleanup -> new Facts()
                                .text(
                                        "account",
                                        () -> cleanup.job()
                                                .serviceAccount()
                                                .flatMap(ServiceAccount::chosenName)
                                                .orElseGet(
                                                        () -> deployment.names().serviceAccount("cleanup"))))
                .flag("openshift", () -> deployment.rbac().createSccRoleBinding())
                .flag("several-namespaces", () -> deployment.rbac().multiNamespaceMode())
                .text("worker-account", () -> deployment.names().serviceAccount(Component.WORKERS))
                .text("config-map", () -> deployment.names().object("config"))
                .codes("secrets.of-tasks", this::secretsOfTasks)
                .flag("usual-sign-in", () -> deployment.authManager().equals(AuthManager.FAB))
                .text("sign-in", deployment.authManager())
                .ifAnyText(
                        "web-config-map",
                        () -> deployment
                                .webConfiguration()
                                .flatMap(configuration -> configuration.<Optional<String>>match(
                                        text -> Optional.empty(), configMap -> Optional.of(configMap.name())))
                                .filter(name -> deployment.extraConfigMaps().stream()
                                        .noneMatch(made -> made.name().equals(name))))
                .text("web-config-file", WebConfiguration.FILE_NAME)
                .flag(
                        "may-use-oauth",
                        () -> deployment
                                .webConfiguration()
                                .filter(configuration ->
                                        configuration.code().orElse("OAUTH").contains("OAUTH"))
                                .isPresent())
                .text("redirect", this::redirect)
                .codes("without-amounts", this::withoutAmounts)
                .flag("has-all-amounts", () -> withoutAmounts().isEmpty())
                .flag("network-policies", () -> deployment.networkPolicies().isPresent())
                .part(
                        "address",
                        deployment.baseUrl(),
                        url -> new Facts()
                                .text("url", url.text())
                                .flag("https", url::isHttps)
                                .text("path", url.path())
                                .part(
                                        "certificate",
                                        url.parts().filter(parts -> url.isHttps()),
                                        parts -> new Facts().text("host", parts.host())))
                .flag("ingress", () -> deployment.ingress().isPresent())
                .flag(
                        "ingress.has-certificate",
                        () -> deployment
                                .ingress()
                                .flatMap(WebIngress::tlsSecret)
                                .isPresent())
                .flag("service.exposed", () -> deployment.webService().isExposed())
                .text("service.type", () -> deployment.webService().type())
                .several("entrances", this::entrances);
    }

    private List<String> existingAccounts() {
        return deployment.serviceAccountsByPath().values().stream()
                .filter(ServiceAccount::exists)
                .flatMap(account -> account.chosenName().stream())
                .distinct()
                .toList();
    }

    /** As whom Airflow's pods talk to the cluster. */
    private List<String> accounts() {
        return Stream.concat(
                        deployment.components().stream().map(deployment.names()::serviceAccount), accountsOfGroups())
                .distinct()
                .toList();
    }

    /** Which of them start pods. */
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

    private List<String> secretsOfTasks() {
        return deployment.release().secrets().all().stream()
                .filter(secret -> secret.readers().contains(Reader.AIRFLOW))
                .map(RequiredSecret::name)
                .distinct()
                .toList();
    }

    /** Where Flask AppBuilder takes people back, below which Airflow 3 has it. */
    private String redirect() {
        String root = deployment.baseUrl().map(ExternalUrl::text).orElse("https://<host>");
        return (root.endsWith("/") ? root : root + "/")
                + (deployment.webTier() == WebTier.API_SERVER ? "auth/" : "")
                + "oauth-authorized/<provider>";
    }

    /** A quota often belongs to the platform, so it is not in the model. */
    private List<String> withoutAmounts() {
        return Containers.of(deployment).stream()
                .filter(container -> !container.without(Container.QUOTA_AMOUNTS).isEmpty())
                .map(Container::toString)
                .toList();
    }

    private List<Facts> entrances() {
        List<Facts> entrances = new ArrayList<>();
        entrances.add(entrance(
                        deployment.webService(),
                        deployment.release().workloads().web().name(),
                        WebTier.PORT + ":" + servicePort(deployment))
                .text("title", "User interface")
                .ifAnyText("url", () -> deployment.baseUrl().map(ExternalUrl::text))
                .ifAnyText("user", Optional::empty));
        deployment
                .flower()
                .filter(flower -> deployment.usesCelery())
                .map(flower -> entrance(flower.service(), deployment.names().object("flower"), ports(flower))
                        .text("title", "Flower")
                        .ifAnyText(
                                "url",
                                () -> flower.ingress().flatMap(WebIngress::url).map(ExternalUrl::text))
                        .ifAnyText("user", () -> Optional.of(flower.user()).filter(user -> flower.basicAuth())))
                .ifPresent(entrances::add);
        return entrances;
    }

    /** The port of the web Service that leads to Airflow. */
    static int servicePort(AirflowDeployment deployment) {
        return deployment.webService().ports().stream()
                .filter(port -> port.targetPort().isEmpty())
                .findFirst()
                .map(ServicePort::port)
                .orElse(WebTier.PORT);
    }

    private static String ports(Flower flower) {
        return Flower.PORT + ":"
                + flower.service().ports().stream()
                        .findFirst()
                        .map(ServicePort::port)
                        .orElse(Flower.PORT);
    }

    private static Facts entrance(WebService service, String name, String ports) {
        return new Facts()
                .text("name", name)
                .text("type", service.type())
                .flag("exposed", service::isExposed)
                .text("ports", ports);
    }
}
