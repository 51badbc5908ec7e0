package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.material.Purpose;
import io.airworthy.release.Workloads;

/** The schema of the database: which revision it has, and how it gets back to an older one. */
final class Migration {

    private final AirflowDeployment deployment;
    private final Kubectl kubectl;
    private final Workloads workloads;

    Migration(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.kubectl = new Kubectl(deployment);
        this.workloads = deployment.release().workloads();
    }

    /** The tables' revision, and those of what else has tables in the database. */
    Script revision() {
        return kubectl.query(workloads.dagParser(), """
                SELECT tablename, (xpath('/row/version_num/text()', query_to_xml('SELECT version_num FROM ' || tablename, false, true, '')))[1]
                FROM pg_tables WHERE tablename LIKE 'alembic\\_version%';
                """);
    }

    /** Brings the schema down to the version in {@code $older_version}. */
    Script downgrade() {
        return pastThePool("airflow db downgrade --yes --to-version", "\"$older_version\"");
    }

    /** Brings the users' tables down to the revision in {@code $fab_revision}. */
    Script downgradeFab() {
        return pastThePool("airflow fab-db downgrade --yes --to-revision", "\"$fab_revision\"");
    }

    /** A session lock does not survive transaction pooling, so a migration takes the URL that goes past the pool. */
    private Script pastThePool(String command, String argument) {
        if (!deployment.release().connections().migratesDirectly()
                || !deployment.database().credentials().isOurs()) {
            return kubectl.exec(workloads.web(), command + " " + argument);
        }
        return Script.of(
                        "{} |",
                        kubectl.secretValue(
                                deployment.names().secret(Purpose.DATABASE), SecretCatalogue.CONNECTION_DIRECT))
                .line("  {} \\", kubectl.withInput(workloads.web()))
                .line("  sh -c 'AIRFLOW__DATABASE__SQL_ALCHEMY_CONN=$(cat) " + command + " \"$1\"' \\")
                .line("  sh " + argument);
    }
}
