/**
 * Writing files to disk so that nothing is lost, whenever the machine or the process dies: every file that this library
 * writes is written here.
 */
@NullMarked
package io.airworthy.render.disk;

import org.jspecify.annotations.NullMarked;
