package io.airworthy.rules;

import static io.airworthy.rules.RiskySetting.OFF;
import static io.airworthy.rules.RiskySetting.ON;
import static io.airworthy.rules.RiskySetting.any;
import static io.airworthy.rules.RiskySetting.at;
import static io.airworthy.rules.RiskySetting.with;
import static io.airworthy.rules.Subject.IMAGE;
import static io.airworthy.rules.Subject.together;

import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowImage;
import io.airworthy.validation.Finding;
import io.airworthy.validation.Rule;
import java.util.List;
import java.util.Map;

/** What lets code in a pod reach its node, or the rest of the cluster. Task code is written by many. */
final class PrivilegeRules {

    private static final String POD_SECURITY = "https://kubernetes.io/docs/concepts/security/pod-security-standards/";

    static final Rule CONTAINERS_ARE_UNPRIVILEGED = Rule.warning("RISK-010")
            .title("A container has privileges on its node")
            .because("anyone who can run code in it, every DAG author included, can take over the node and everything"
                    + " on it")
            .remedy("remove it; grant only the capability that is needed, or run such work on nodes of its own")
            .source(POD_SECURITY)
            .brokenBy(it -> it.extraValue(
                    "statsd", Map.of("securityContexts", Map.of("container", Map.of("privileged", true)))))
            .finds(any(
                    at("*.privileged", ON),
                    at("*.allowPrivilegeEscalation", ON),
                    at(
                            "*.capabilities.add",
                            with(
                                    "\\b(?:CAP_)?(?:ALL|BPF|DAC_READ_SEARCH|NET_ADMIN|NET_RAW|SYS_ADMIN|SYS_BOOT|SYS_MODULE"
                                            + "|SYS_PTRACE|SYS_RAWIO)\\b")),
                    at("*.seccompProfile.type", "Unconfined"),
                    at("*.appArmorProfile.type", "Unconfined"),
                    at("*.container.apparmor.security.beta.kubernetes.io/*", "unconfined"),
                    at("*.procMount", "Unmasked"),
                    at("*.seLinuxOptions.type", "spc_t"),
                    at("*.windowsOptions.hostProcess", ON)));

    static final Rule NOTHING_RUNS_AS_ROOT = Rule.warning("RISK-011")
            .title("Something runs as root")
            .because("a flaw in the container runtime or in a mounted volume gives root access to the node, and"
                    + " clusters with restricted Pod Security reject the pod")
            .remedy("remove it: the chart runs Airflow as user 50000")
            .source(POD_SECURITY)
            .brokenBy(it -> it.image(image -> image.uid(0)))
            .finds(together(List.of(
                    any(
                            at("uid", "0"),
                            at("*.uid", "0"),
                            at("*.runAsUser", "0"),
                            at("*.runAsNonRoot", OFF),
                            at("config.core.default_impersonation", "root|0")),
                    IMAGE.given("uid", AirflowImage::uid).when(uid -> uid == 0, uid -> "it is '0'"))));

    static final Rule PODS_DO_NOT_SHARE_THE_HOSTS_NAMESPACES = Rule.warning("RISK-012")
            .title("A pod shares its node's network or processes")
            .because("it can see the node's traffic or processes, and no network policy applies to it")
            .remedy("remove it, and use a Service to reach what is needed")
            .source(POD_SECURITY)
            .brokenBy(it -> it.extraValue(
                    "createUserJob",
                    Map.of(
                            "extraContainers",
                            List.of(Map.of(
                                    "name",
                                    "proxy",
                                    "image",
                                    "envoy:1.36",
                                    "ports",
                                    List.of(Map.of("containerPort", 8080, "hostPort", 8080)))))))
            .finds(any(
                    at("*.hostNetwork", ON),
                    at("*.hostPID", ON),
                    at("*.hostIPC", ON),
                    at("*.hostPort", "[1-9][0-9]*")));

    static final Rule PODS_DO_NOT_MOUNT_HOST_FILES = Rule.warning("RISK-013")
            .title("A pod has access to files or sockets of its node")
            .because("anyone who can run code in the pod, every DAG author included, can start containers as root or"
                    + " change the node's own files")
            .remedy("use a persistent volume for data, and KubernetesPodOperator to start containers")
            .source("https://kubernetes.io/docs/concepts/storage/volumes/#hostpath")
            .brokenBy(it -> it.extraValue(
                    "volumes", List.of(Map.of("name", "docker", "hostPath", Map.of("path", "/var/run/docker.sock")))))
            .finds(any(
                    at(
                            "*.hostPath.path",
                            "/+|/(?:boot|dev|etc|home|lib|opt|proc|root|run|sys|usr|var|var/lib|var/run)/*"
                                    + "|/(?:proc|root|sys|boot)/.*|/etc/(?:cron|kubernetes|passwd|shadow|ssh|sudoers|systemd).*"
                                    + "|/var/lib/(?:containerd|docker|etcd|kubelet|rancher).*|.*\\.sock"),
                    at("env.DOCKER_HOST", "(?:unix|tcp)://.*")));

    static final Rule IMAGE_TAGS_ARE_FIXED = Rule.warning("RISK-020")
            .title("The image of another container can change at any time")
            .because("a restarted pod may run a different program from the one that was tested, and two pods may"
                    + " differ")
            .remedy("use the tag of a release, or a digest")
            .source("https://kubernetes.io/docs/concepts/containers/images/#image-names")
            .brokenBy(it -> it.extraValue("images", Map.of("gitSync", Map.of("tag", "latest"))))
            .finds(together(List.of(
                    any(
                            at("images.(?!airflow|pod_template)*.tag", PrivilegeRules::isMoved),
                            at("*.*ontainers.image", image -> !image.isEmpty() && isMoved(tagOf(image)))),
                    PrivilegeRules::movedImages)));

    static final Rule ROLES_ARE_CREATED = Rule.warning("RISK-070")
            .title("Airflow's pods get no permissions in the cluster")
            .because(
                    "task pods, KubernetesPodOperator and log access fail, unless somebody granted the permissions by hand")
            .remedy("remove rbac.create(false), or waive this if the platform creates the roles")
            .suggesting(true)
            .source("https://airflow.apache.org/docs/helm-chart/stable/parameters-ref.html#kubernetes")
            .brokenBy(it -> it.rbac(rbac -> rbac.create(false)))
            .brokenWhen(deployment -> !deployment.rbac().create())
            .at("rbac.create");

    static final Rule PERMISSIONS_ARE_NAMESPACED = Rule.warning("RISK-071")
            .title("Airflow can start and delete pods in every namespace")
            .because("the chart creates a cluster role: anyone who writes a DAG can run code next to any other team's")
            .remedy("remove multiNamespaceMode(true), or waive this if tasks have to run in several namespaces")
            .suggesting(false)
            .source("https://airflow.apache.org/docs/helm-chart/stable/parameters-ref.html#kubernetes")
            .brokenBy(it -> it.rbac(rbac -> rbac.multiNamespaceMode(true)))
            .brokenWhen(deployment ->
                    deployment.rbac().multiNamespaceMode() && deployment.rbac().create())
            .at("rbac.multiNamespaceMode");

    static final Rule DATABASE_USER_IS_NOT_AN_ADMIN = Rule.warning("RISK-072")
            .title("Airflow's database user is an administrator of the server")
            .because("anyone with Airflow's password has access to every database of the server, and in Airflow 2"
                    + " every task has that password")
            .remedy("create a role that owns Airflow's database and nothing else")
            .source("https://airflow.apache.org/docs/apache-airflow/stable/howto/set-up-database.html")
            .brokenBy(it -> it.database(database -> database.user("postgres")))
            .brokenWhen(deployment -> deployment
                    .database()
                    .user()
                    .matches(
                            "postgres|root|rdsadmin|rds_superuser|cloudsqladmin|cloudsqlsuperuser|azuresu|azure_superuser"
                                    + "|azure_pg_admin|doadmin|avnadmin"))
            .at("database.user");

    static final Rule NAMESPACE_IS_DEDICATED = Rule.warning("RISK-073")
            .title("The namespace belongs to the cluster itself")
            .because("Airflow's Secrets, quotas and permissions mix with those of the cluster, or of everyone who"
                    + " does not set a namespace")
            .remedy("give Airflow a namespace of its own")
            .source("https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#initial-namespaces")
            .brokenBy(it -> it.namespace("default"))
            .brokenWhen(deployment -> deployment.namespace().matches("default|kube-.*"))
            .at("namespace");

    static final List<Rule> ALL = List.of(
            CONTAINERS_ARE_UNPRIVILEGED,
            NOTHING_RUNS_AS_ROOT,
            PODS_DO_NOT_SHARE_THE_HOSTS_NAMESPACES,
            PODS_DO_NOT_MOUNT_HOST_FILES,
            IMAGE_TAGS_ARE_FIXED,
            ROLES_ARE_CREATED,
            PERMISSIONS_ARE_NAMESPACED,
            DATABASE_USER_IS_NOT_AN_ADMIN,
            NAMESPACE_IS_DEDICATED);

    private PrivilegeRules() {}

    private static List<Finding> movedImages(AirflowDeployment deployment) {
        return deployment.images().entrySet().stream()
                .filter(image ->
                        image.getValue().tag().filter(PrivilegeRules::isMoved).isPresent())
                .map(image -> Finding.at(
                        "images[" + image.getKey() + "]",
                        "the tag '" + image.getValue().tag().orElseThrow() + "' moves"))
                .toList();
    }

    /** Whether somebody moves a tag from image to image; no tag at all means {@code latest}. */
    private static boolean isMoved(String tag) {
        return tag.matches("|latest|main|master|head|stable|edge|nightly|dev|develop|canary|snapshot");
    }

    /** The tag of an image; its digest where it has one, and a template as it is. */
    private static String tagOf(String image) {
        if (image.contains("@") || image.contains("{{")) {
            return image;
        }
        int colon = image.indexOf(':', image.lastIndexOf('/') + 1);
        return colon < 0 ? "" : image.substring(colon + 1);
    }
}
