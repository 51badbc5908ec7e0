/** The data files beside the classes that read them; not part of the API. */
@NullMarked
package io.airworthy.table;

import org.jspecify.annotations.NullMarked;
