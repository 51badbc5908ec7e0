/** The external PostgreSQL and the PgBouncer pool before it: what the user decides about them. */
@NullMarked
package io.airworthy.database;

import org.jspecify.annotations.NullMarked;
