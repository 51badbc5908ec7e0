/** The DAG files' way into the cluster. */
@NullMarked
package io.airworthy.dags;

import org.jspecify.annotations.NullMarked;
