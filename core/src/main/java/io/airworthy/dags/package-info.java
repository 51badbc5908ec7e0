/**
 * How DAG files reach the cluster: git-sync pulls a branch, a tag or a commit of a repository, with a deploy key or over
 * HTTPS.
 *
 * <pre>{@code
 * GitSync dags = GitSync.builder()
 *         .repository("git@github.com:your-org/airflow-dags.git")
 *         .ref(GitRef.branch("main"))
 *         .access(GitAccess.deployKey(KnownHosts.github()))
 *         .build();
 * }</pre>
 */
@NullMarked
package io.airworthy.dags;

import org.jspecify.annotations.NullMarked;
