package io.airworthy;

import java.util.Objects;
import java.util.Set;

/**
 * How Airflow authenticates its users and decides what they may do.
 *
 * @param className the class, {@code airflow.providers.fab.auth_manager.fab_auth_manager.FabAuthManager}
 * @see <a href="https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/auth-manager/index.html">Auth managers</a>
 */
public record AuthManager(String className) {

    /**
     * Flask AppBuilder: users in the database, OAuth, LDAP and others, by {@link WebConfiguration}. The chart's own choice. On
     * Airflow 3 the image needs {@code apache-airflow-providers-fab}, which the official one has.
     */
    public static final AuthManager FAB =
            new AuthManager("airflow.providers.fab.auth_manager.fab_auth_manager.FabAuthManager");

    /** Airflow's own, for development: users in an option, their passwords in a file. Airflow 3 only. */
    public static final AuthManager SIMPLE =
            new AuthManager("airflow.api_fastapi.auth.managers.simple.simple_auth_manager.SimpleAuthManager");

    /** Keycloak, by {@code apache-airflow-providers-keycloak}. Airflow 3 only. */
    public static final AuthManager KEYCLOAK =
            new AuthManager("airflow.providers.keycloak.auth_manager.keycloak_auth_manager.KeycloakAuthManager");

    /** AWS IAM Identity Center, by {@code apache-airflow-providers-amazon}. */
    public static final AuthManager AWS =
            new AuthManager("airflow.providers.amazon.aws.auth_manager.aws_auth_manager.AwsAuthManager");

    private static final Set<AuthManager> WITHOUT_USERS = Set.of(SIMPLE, KEYCLOAK, AWS);

    /** Refuses null. */
    public AuthManager {
        Objects.requireNonNull(className, "className");
    }

    /**
     * Whether it may know {@code webserver_config.py} and the command {@code airflow users}, as FAB and what builds on it do.
     *
     * @return false for the other auth managers that are constants here
     */
    public boolean mayBeFab() {
        return !WITHOUT_USERS.contains(this);
    }

    @Override
    public String toString() {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
