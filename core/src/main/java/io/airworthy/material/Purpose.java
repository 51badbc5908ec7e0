package io.airworthy.material;

/** What a Secret is for: one constant for each Secret that a deployment can need. */
public enum Purpose {
    /** The URLs of the metadata database. */
    DATABASE(
            "database-secret",
            "database connection",
            "every 90 days, and when somebody who knew it leaves",
            "All Secrets with this password change together. New connections fail from the change on the server until the"
                    + " last restart, so choose a quiet hour."),
    /** The URL of Celery's results. */
    RESULT_BACKEND(
            "result-backend-secret",
            "Celery result backend",
            "together with the database connection",
            "See the database connection."),
    /** The CA bundle of the database server. */
    DATABASE_CA(
            "database-ca-secret",
            "CA bundle of the database server",
            "before the provider's CA expires or changes",
            "Put the old and the new certificates into the bundle, and restart what reads it. When the server shows its"
                    + " new certificate, do the same with a bundle without the old ones."),
    /** PgBouncer's configuration and user list. */
    POOL(
            "pgbouncer-secret",
            "PgBouncer configuration and user list",
            "together with the database connection",
            "Restart PgBouncer before Airflow: it reads its files only when it starts, and until then it refuses the new"
                    + " password."),
    /** The exporter's URL to PgBouncer's console. */
    POOL_STATS(
            "pgbouncer-stats-secret",
            "PgBouncer statistics",
            "yearly",
            "Change it together with users.txt in PgBouncer's Secret, then restart PgBouncer."),
    /** PgBouncer's certificate. */
    POOL_TLS(
            "pgbouncer-tls-secret",
            "PgBouncer certificate",
            "before the certificate expires",
            "Change it, then restart PgBouncer; if the CA changed, restart everything that runs Airflow as well."),
    /** The broker's URL. */
    BROKER(
            "broker-secret",
            "Celery broker",
            "every 90 days",
            "Change the broker's password and this Secret together, then restart everything that runs Airflow."),
    /** The password of the chart's own Redis. */
    REDIS(
            "redis-password-secret",
            "password of the chart's Redis",
            "together with the Celery broker",
            "Restart Redis and everything that runs Airflow. Until then, no task can be queued."),
    /** Who may open Flower. */
    FLOWER(
            "flower-secret",
            "login to Flower",
            "every 90 days, and when somebody who knew it leaves",
            "Change this Secret, then restart Flower. No task notices."),
    /** The Fernet keys. */
    FERNET(
            "fernet-secret",
            "encryption of connections and variables",
            "yearly, and on exposure",
            "In three steps, without an outage: put the new key before the old one, encrypt everything with the new one,"
                    + " take the old one out. Never replace the key at once: what the old one encrypted would be lost."),
    /** The API server's secret key. */
    API_KEY(
            "api-secret",
            "session and log-request signing (API server)",
            "yearly, and on exposure",
            "Users log in again, and logs cannot be fetched until all pods have the new key. No data is lost."),
    /** The webserver's secret key, before Airflow 3. */
    WEBSERVER_KEY(
            "webserver-secret",
            "session and log-request signing (webserver)",
            "yearly, and on exposure",
            "Users log in again, and logs cannot be fetched until all pods have the new key. No data is lost."),
    /** The secret of Airflow's internal tokens. */
    JWT(
            "jwt-signing-secret",
            "token signing between components",
            "yearly, and on exposure",
            "The tokens of tasks and users become invalid at once. Start no new tasks, let running ones finish, change"
                    + " the secret, restart scheduler and API server together. Users log in again."),
    /** The deploy key. */
    GIT_SSH(
            "git-ssh-secret",
            "DAG repository (deploy key)",
            "yearly, and when somebody who had it leaves",
            "Add the new public key to the repository, change this Secret, restart the pods with git-sync, remove the old"
                    + " key. There is no outage, because the repository takes both keys."),
    /** User name and token of an HTTPS repository. */
    GIT_HTTPS(
            "git-https-secret",
            "DAG repository (token)",
            "before the token expires",
            "Make a new token, change this Secret, restart the pods with git-sync, revoke the old token."),
    /** The log store's key. */
    LOG_STORE(
            "log-store-secret",
            "remote log store",
            "every 90 days",
            "Make the new key, change this Secret, restart everything that runs Airflow, delete the old key."),
    /** The first administrator's password. */
    ADMIN(
            "admin-secret",
            "first administrator's password",
            "at the first login",
            "Change the password in Airflow; this Secret is read only when the user is created.");

    private final String suffix;
    private final String title;
    private final String rotation;
    private final String howToRotate;

    Purpose(String suffix, String title, String rotation, String howToRotate) {
        this.suffix = suffix;
        this.title = title;
        this.rotation = rotation;
        this.howToRotate = howToRotate;
    }

    /**
     * What follows the release's name in the Secret's name, unless the deployment names it otherwise. None of these is a name that the chart gives to a Secret of
     * its own, because Helm would then delete or take over ours.
     *
     * @return the suffix
     */
    public String suffix() {
        return suffix;
    }

    /** The purpose in words. */
    public String title() {
        return title;
    }

    /** How often to rotate it. */
    public String rotation() {
        return rotation;
    }

    /**
     * What a rotation takes.
     *
     * @return one sentence or two
     */
    public String howToRotate() {
        return howToRotate;
    }
}
