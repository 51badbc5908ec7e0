/** What follows from a deployment for every connection to its database: hops, URLs, budgets. */
@NullMarked
package io.airworthy.connection;

import org.jspecify.annotations.NullMarked;
