/** The data files beside the classes that read them. Only this library's modules use it. */
@NullMarked
package io.airworthy.table;

import org.jspecify.annotations.NullMarked;
