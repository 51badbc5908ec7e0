/**
 * Writes files to disk so that nothing is lost, even if the process or the machine dies. Every file that this library
 * writes is written here.
 *
 * <pre>{@code
 * try (FolderTransaction transaction = FolderTransaction.inFolderOfItsOwn(folder)) {
 *     transaction.add("values.yaml", bytes);
 *     transaction.replaceAll();
 * }
 * }</pre>
 */
@NullMarked
package io.airworthy.render.disk;

import org.jspecify.annotations.NullMarked;
