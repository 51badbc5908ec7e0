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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the platform has to have ready for the deployment, and the ways in. */
final class PlatformFacts {

    private final AirflowDeployment deployment;

    PlatformFacts(AirflowDeployment deployment) {
        this.deployment = deployment;
    }

    boolean chartRunsAirflow() {
        return deployment.chartVersion().runs(deployment.airflowVersion());
    }

    boolean usualSignIn() {
        return deployment.authManager().equals(AuthManager.FAB);
    }

    Optional<String> webConfigMap() {
        return deployment
                .webConfiguration()
                .flatMap(configuration -> configuration.<Optional<String>>match(
                        text -> Optional.empty(), configMap -> Optional.of(configMap.name())))
                .filter(name -> deployment.extraConfigMaps().stream()
                        .noneMatch(made -> made.name().equals(name)));
    }

    String webConfigFile() {
        return WebConfiguration.FILE_NAME;
    }

    boolean mayUseOauth() {
        return deployment
                .webConfiguration()
                .filter(configuration -> configuration.code().orElse("OAUTH").contains("OAUTH"))
                .isPresent();
    }

    /** Of the job that cleans up pods. */
    Optional<String> cleanupAccount() {
        return deployment
                .podCleanup()
                .map(cleanup -> cleanup.job()
                        .serviceAccount()
                        .flatMap(ServiceAccount::chosenName)
                        .orElseGet(() -> deployment.names().serviceAccount("cleanup")));
    }

    String configMap() {
        return deployment.names().object("config");
    }

    /** Whose certificate users see. */
    Optional<String> certificateHost() {
        return deployment
                .baseUrl()
                .filter(ExternalUrl::isHttps)
                .flatMap(ExternalUrl::parts)
                .map(parts -> parts.host());
    }

    List<String> existingAccounts() {
        return deployment.serviceAccountsByPath().values().stream()
                .filter(ServiceAccount::exists)
                .flatMap(account -> account.chosenName().stream())
                .distinct()
                .toList();
    }

    /** As whom Airflow's pods talk to the cluster. */
    List<String> accounts() {
        return Stream.concat(
                        deployment.components().stream().map(deployment.names()::serviceAccount), accountsOfGroups())
                .distinct()
                .toList();
    }

    /** Which of them start pods. */
    List<String> launchers() {
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

    List<String> secretsOfTasks() {
        return deployment.release().secrets().all().stream()
                .filter(secret -> secret.readers().contains(Reader.AIRFLOW))
                .map(RequiredSecret::name)
                .distinct()
                .toList();
    }

    /** Where Flask AppBuilder takes people back, below which Airflow 3 has it. */
    String redirect() {
        String root = deployment.baseUrl().map(ExternalUrl::text).orElse("https://<host>");
        return (root.endsWith("/") ? root : root + "/")
                + (deployment.webTier() == WebTier.API_SERVER ? "auth/" : "")
                + "oauth-authorized/<provider>";
    }

    /** A quota often belongs to the platform, so it is not in the model. */
    List<String> withoutAmounts() {
        return Containers.of(deployment).stream()
                .filter(container -> !container.without(Container.QUOTA_AMOUNTS).isEmpty())
                .map(Container::toString)
                .toList();
    }

    /** A way in for people: its Service, and where it is open. */
    record Entrance(
            String title, String name, WebService service, String ports, Optional<String> url, Optional<String> user) {}

    List<Entrance> entrances() {
        Entrance web = new Entrance(
                "User interface",
                deployment.release().workloads().web().name(),
                deployment.webService(),
                WebTier.PORT + ":" + servicePort(),
                deployment.baseUrl().map(ExternalUrl::text),
                Optional.empty());
        Optional<Entrance> flower = deployment
                .flower()
                .filter(any -> deployment.usesCelery())
                .map(own -> new Entrance(
                        "Flower",
                        deployment.names().object("flower"),
                        own.service(),
                        Flower.PORT + ":" + port(own.service().ports().stream(), Flower.PORT),
                        own.ingress().flatMap(WebIngress::url).map(ExternalUrl::text),
                        Optional.of(own.user()).filter(user -> own.basicAuth())));
        return Stream.concat(Stream.of(web), flower.stream()).toList();
    }

    /** The port of the web Service that leads to Airflow. */
    int servicePort() {
        return port(
                deployment.webService().ports().stream()
                        .filter(port -> port.targetPort().isEmpty()),
                WebTier.PORT);
    }

    private static int port(Stream<ServicePort> ports, int usual) {
        return ports.findFirst().map(ServicePort::port).orElse(usual);
    }
}
