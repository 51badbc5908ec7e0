/**
 * The external PostgreSQL, and the PgBouncer pool in front of it. They say where the password comes from and never hold
 * it.
 *
 * <pre>{@code
 * ExternalDatabase database = ExternalDatabase.builder()
 *         .provider(DatabaseProvider.AWS_RDS)
 *         .host("airflow.c1example.eu-west-1.rds.amazonaws.com")
 *         .maxConnections(450)
 *         .build();
 * PgBouncerPool pool = PgBouncerPool.builder().replicas(2).build();
 * }</pre>
 */
@NullMarked
package io.airworthy.database;

import org.jspecify.annotations.NullMarked;
