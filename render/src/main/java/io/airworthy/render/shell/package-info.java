/**
 * Writes words of shell commands, so that no text can become anything else than one word.
 *
 * <pre>{@code
 * "kubectl create namespace " + ShellWord.of(namespace)
 * }</pre>
 */
@NullMarked
package io.airworthy.render.shell;

import org.jspecify.annotations.NullMarked;
