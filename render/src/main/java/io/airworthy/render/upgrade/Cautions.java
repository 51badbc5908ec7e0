package io.airworthy.render.upgrade;

import io.airworthy.AirflowDeployment;
import io.airworthy.Delivery;
import io.airworthy.WebTier;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.configuration.AirflowVersion;
import io.airworthy.configuration.ChangedDefault;
import io.airworthy.database.ExternalDatabase;
import io.airworthy.logging.LogStore;
import io.airworthy.logging.RemoteLogging;
import io.airworthy.pods.Component;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a person should know before the first step. */
final class Cautions {

    /** What every supported chart runs. */
    private static final AirflowVersion LAST_AIRFLOW_2 = AirflowVersion.of("2.11.0");

    private final UpgradePlan plan;
    private final AirflowDeployment before;
    private final AirflowDeployment after;
    private final List<Caution> cautions = new ArrayList<>();

    private Cautions(UpgradePlan plan) {
        this.plan = plan;
        this.before = plan.before();
        this.after = plan.after();
    }

    static List<Caution> of(UpgradePlan plan) {
        Cautions all = new Cautions(plan);
        all.sameRelease();
        all.sameDatabase();
        all.versions();
        all.defaults();
        all.delivery();
        all.secretDelivery();
        all.secretNames();
        all.secretOwners();
        all.broker();
        all.logs();
        all.scaling();
        return List.copyOf(all.cautions);
    }

    private void sameRelease() {
        if (plan.isAnotherRelease()) {
            stop(
                    "Release " + before.releaseName() + " in " + before.namespace() + " cannot become release "
                            + after.releaseName() + " in " + after.namespace()
                            + ": Helm would install a second Airflow next to the first, on the same database",
                    "treat it as a move: stop the old release, install the new one with the material of the old"
                            + " Secrets, and uninstall the old one last");
        }
    }

    private void sameDatabase() {
        if (plan.isAnotherDatabase()) {
            stop(
                    "The database moves from " + where(before.database()) + " to " + where(after.database())
                            + ", and an upgrade does not move the data",
                    "stop Airflow, copy the database with pg_dump and pg_restore, and only then continue");
        }
    }

    private void versions() {
        AirflowVersion from = before.airflowVersion();
        AirflowVersion to = after.airflowVersion();
        if (plan.isDowngrade()) {
            warn(
                    "This is a downgrade from Airflow " + from + " to " + to
                            + ", and older code refuses a newer schema",
                    "restore a backup from before the upgrade; or downgrade the schema with the newer Airflow before"
                            + " you replace it");
        }
        if (isMoveToAirflow3()) {
            warn(
                    "Airflow 3 gives tasks no access to the database, and has moved or removed many names that DAGs"
                            + " import",
                    "check the DAGs with ruff's rules AIR30, and test every DAG with the new image first");
            warn(
                    "Airflow 3 has no REST API under /api/v1, only a different one under /api/v2",
                    "change everything that calls it, monitoring included");
            if (after.webConfiguration().isPresent()) {
                warn(
                        "Airflow 3 has Flask AppBuilder under /auth, and identity providers send people back to"
                                + " /auth/oauth-authorized/<provider>",
                        "add the new address at the identity provider, and check what webserver_config.py imports from"
                                + " airflow.www, which is gone");
            }
        }
        if (!before.chartVersion().equals(after.chartVersion()) && !from.equals(to)) {
            warn(
                    "Chart and Airflow change at once, so if something breaks nobody can tell which one caused it",
                    betweenStep());
        }
    }

    /** The pair of versions to stop at on the way: one that the charts were made for, not only one that they can render. */
    private String betweenStep() {
        if (after.chartVersion().runs(before.airflowVersion())) {
            return "upgrade to chart " + after.chartVersion() + " with Airflow " + before.airflowVersion() + " first";
        }
        return "upgrade to Airflow " + LAST_AIRFLOW_2 + " with chart " + before.chartVersion()
                + " first, then to chart " + after.chartVersion();
    }

    private boolean isMoveToAirflow3() {
        return before.webTier() == WebTier.WEBSERVER && after.webTier() == WebTier.API_SERVER;
    }

    private void defaults() {
        ChangedDefault.between(before.airflowVersion(), after.airflowVersion()).stream()
                .filter(changed -> !after.airflowConfig().containsKey(changed.option()))
                .forEach(changed -> warn(
                        changed.option() + " is " + changed.now() + " unless it is set; it was " + changed.was(),
                        "set it in airflowConfig if DAGs rely on the old default"));
    }

    private void delivery() {
        if (before.delivery() != after.delivery() && !(isHelmItself(before) && isHelmItself(after))) {
            warn(
                    "Another tool takes over the delivery: " + after.delivery() + " instead of " + before.delivery(),
                    "keep the release name and the namespace, and stop the old tool before the new one starts");
        }
    }

    private static boolean isHelmItself(AirflowDeployment deployment) {
        return deployment.delivery() == Delivery.HELM || deployment.delivery() == Delivery.HELM_WAIT;
    }

    private void secretDelivery() {
        if (!before.secretDelivery().equals(after.secretDelivery())) {
            warn(
                    "The Secrets are delivered in another way: " + way(before) + " now, "
                            + (way(before).equals(way(after)) ? "with other settings then" : way(after) + " then")
                            + ". Their material must stay the same: with another Fernet key, nothing that is stored can be read",
                    "copy what the cluster holds to the new source of the Secrets, and do not generate new keys");
        }
    }

    /** Another release has other names anyway, and a caution of its own. */
    private void secretNames() {
        List<String> renamed = after.release().secrets().all().stream()
                .flatMap(secret -> before.release().secrets().find(secret.purpose()).stream()
                        .filter(earlier -> !earlier.name().equals(secret.name()))
                        .map(earlier -> earlier.name() + " becomes " + secret.name()))
                .toList();
        if (!renamed.isEmpty() && before.releaseName().equals(after.releaseName())) {
            warn(
                    "Secrets get other names: " + String.join(", ", renamed)
                            + ". Their material must stay the same: with another Fernet key, nothing that is stored can be read",
                    "create the new Secrets with what the old ones hold, and do not generate new keys");
        }
    }

    /** What we would make anew is lost, and what makes our Secrets takes them away with it. */
    private void secretOwners() {
        List<String> handed = after.release().secrets().supplied().stream()
                .filter(secret ->
                        before.release().secrets().required(secret.purpose()).isPresent())
                .map(RequiredSecret::name)
                .distinct()
                .toList();
        if (!handed.isEmpty()) {
            warn(
                    "Somebody else makes these Secrets from now on: " + String.join(", ", handed)
                            + ". Their material must stay the same: with another Fernet key, nothing that is stored can be read",
                    "hand over what the cluster holds, and remove what makes them now so that the Secrets stay, as"
                            + " kubectl delete --cascade=orphan does");
        }
        List<String> taken = after.release().secrets().required().stream()
                .filter(secret -> before.suppliedSecrets().contains(secret.purpose())
                        && before.release().secrets().find(secret.purpose()).isPresent())
                .map(RequiredSecret::name)
                .toList();
        if (!taken.isEmpty()) {
            warn(
                    "This deployment makes Secrets from now on that somebody else has made: " + String.join(", ", taken)
                            + ". Their material must stay the same: with another Fernet key, nothing that is stored can be read",
                    "take over what the cluster holds with ExistingSecrets, and do not generate new keys");
        }
    }

    private static String way(AirflowDeployment deployment) {
        return deployment
                .secretDelivery()
                .match(plain -> "by hand", external -> "External Secrets", sealedSecrets -> "Sealed Secrets");
    }

    private void logs() {
        Optional<String> from = before.remoteLogging().map(RemoteLogging::store).map(LogStore::url);
        Optional<String> to = after.remoteLogging().map(RemoteLogging::store).map(LogStore::url);
        if (from.isPresent() && !from.equals(to)) {
            warn(
                    "Task logs go to another place, and the user interface looks for old logs there too",
                    "copy the old logs to the new place under the same names, or accept that they are no longer shown");
        }
    }

    /** Helm takes the number out of the StatefulSet, and Kubernetes then takes its default for it. */
    private void scaling() {
        for (Component component : after.components()) {
            if (before.components().contains(component)
                    && before.ha().scalingOf(component).isEmpty()) {
                after.ha()
                        .scalingOf(component)
                        .ifPresent(scaling -> warn(
                                scaling.match(keda -> "KEDA", hpa -> "The HPA") + " takes over the number of "
                                        + words(component) + ", and until then Kubernetes runs only one",
                                "make sure that " + scaling.match(keda -> "KEDA", hpa -> "the metrics server")
                                        + " is installed in the cluster, and roll out while few tasks run"));
            }
        }
    }

    private String words(Component component) {
        return (component == Component.WEB
                        ? after.webTier().title()
                        : after.names().componentLabel(component))
                + "s";
    }

    private void broker() {
        if (plan.isAnotherBroker() && before.usesCelery() && after.usesCelery()) {
            warn(
                    "The broker changes, and tasks queued in the old one are lost",
                    "let all tasks finish before the rollout");
        }
    }

    static String where(ExternalDatabase database) {
        return database.host() + ":" + database.port() + "/" + database.database();
    }

    private void stop(String what, String remedy) {
        cautions.add(new Caution(true, what, remedy));
    }

    private void warn(String what, String remedy) {
        cautions.add(new Caution(false, what, remedy));
    }
}
