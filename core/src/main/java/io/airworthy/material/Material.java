package io.airworthy.material;

import java.util.Locale;

/**
 * One piece of secret material that a deployment may need. It says what the material is and never holds it.
 *
 * <p>Texts that carry several pieces, such as a database URL, are {@linkplain SecretTemplate templates} over these.
 */
public enum Material {
    /** The password of the database role that Airflow uses. */
    DATABASE_PASSWORD(Origin.PROVIDED, "the database role's password"),
    /** The SCRAM-SHA-256 verifier of the same password, {@code SCRAM-SHA-256$…}, as the server stores it. */
    DATABASE_VERIFIER(Origin.DERIVED, "the SCRAM-SHA-256 verifier of the database role's password"),
    /** The certificates that the database server's own certificate is checked against, in PEM. */
    DATABASE_CA(Origin.PROVIDED, "the CA bundle of the database server (PEM)"),
    /** The password of PgBouncer's statistics user, which exists in PgBouncer alone. */
    POOL_STATS_PASSWORD(Origin.GENERATED, "the password of PgBouncer's statistics user"),
    /** The certificate that PgBouncer shows to its clients, in PEM. */
    POOL_CERTIFICATE(Origin.PROVIDED, "the certificate that PgBouncer shows to Airflow (PEM)"),
    /** The private key of that certificate, in PEM and without a passphrase. */
    POOL_PRIVATE_KEY(Origin.PROVIDED, "the private key of PgBouncer's certificate (PEM)"),
    /** The certificates that Airflow checks PgBouncer's certificate against, in PEM. */
    POOL_CA(Origin.PROVIDED, "the CA bundle of PgBouncer's certificate (PEM)"),
    /** The password of the message broker. */
    BROKER_PASSWORD(Origin.PROVIDED, "the message broker's password"),
    /** The password of the Redis that the chart runs. */
    REDIS_PASSWORD(Origin.GENERATED, "the password of the chart's own Redis"),
    /** The password of Flower. */
    FLOWER_PASSWORD(Origin.GENERATED, "the password of Flower"),
    /** The Fernet key, or the comma-separated ring of keys while a rotation lasts. */
    FERNET_KEYS(Origin.GENERATED, "the Fernet key that encrypts connections and variables"),
    /** The key that signs web sessions and log requests: the API server's, or the webserver's before Airflow 3. */
    SESSION_KEY(Origin.GENERATED, "the key that signs web sessions and log requests"),
    /** The secret that signs the tokens between scheduler, workers and API server. Airflow 3 only. */
    JWT_SECRET(Origin.GENERATED, "the secret that signs Airflow's internal tokens"),
    /**
     * The private SSH key that git-sync reads the repository with, in OpenSSH's format and without a passphrase. {@link
     * io.airworthy.dags.GitHost} says which types of keys a host accepts.
     */
    GIT_DEPLOY_KEY(Origin.GENERATED, "the private deploy key of the DAG repository"),
    /** The password or token that git-sync reads an HTTPS repository with. */
    GIT_TOKEN(Origin.PROVIDED, "the password or token for the DAG repository"),
    /** The id of the access key for the log store. */
    LOG_ACCESS_KEY_ID(Origin.PROVIDED, "the id of the log store's access key"),
    /** The secret key of an AWS access key, the key of an Azure storage account, or a Google service account's key file. */
    LOG_ACCESS_KEY(Origin.PROVIDED, "the log store's secret access key"),
    /** The first password of the administrator that the chart's job creates. */
    ADMIN_PASSWORD(Origin.GENERATED, "the first administrator's password");

    /** Where a piece of material comes from. */
    public enum Origin {
        /** The library generates it once and keeps it. */
        GENERATED,
        /** The user provides it. */
        PROVIDED,
        /** It follows from another piece. */
        DERIVED
    }

    private final Origin origin;
    private final String description;

    Material(Origin origin, String description) {
        this.origin = origin;
        this.description = description;
    }

    /** Where it comes from. */
    public Origin origin() {
        return origin;
    }

    /**
     * What it is, in words that fit into a sentence.
     *
     * @return the description, beginning with a small letter, without a full stop
     */
    public String description() {
        return description;
    }

    /**
     * Its name in placeholders and file names.
     *
     * @return the name in lower case with dashes, {@code database-password}
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
