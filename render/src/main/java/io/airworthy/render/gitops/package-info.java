/** A deployment as the tools take it that watch a repository: Argo CD and Flux. */
@NullMarked
package io.airworthy.render.gitops;

import org.jspecify.annotations.NullMarked;
