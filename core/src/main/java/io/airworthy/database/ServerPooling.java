package io.airworthy.database;

/** Whether the provider already pools connections before the database. A second pool behind PgBouncer helps nobody. */
public enum ServerPooling {
    /** Connections go to the database itself. */
    NONE,
    /** Amazon RDS Proxy stands before the database. */
    RDS_PROXY,
    /** Cloud SQL's managed connection pooling is on. */
    CLOUD_SQL_MANAGED,
    /** The PgBouncer that is built into Azure's flexible server is on. */
    AZURE_PGBOUNCER,
    /** Another pool stands before the database. */
    OTHER
}
