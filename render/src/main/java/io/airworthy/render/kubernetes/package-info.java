/**
 * A deployment's Secrets as Kubernetes takes them: with material, to be applied; read back from the cluster, so that what
 * exists is kept; and without material, safe to commit.
 */
@NullMarked
package io.airworthy.render.kubernetes;

import org.jspecify.annotations.NullMarked;
