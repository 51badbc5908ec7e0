/** What the rendered connections do on real servers: PostgreSQL and PgBouncer, started and ended by the tests. */
package io.airworthy.secrets.servers;
