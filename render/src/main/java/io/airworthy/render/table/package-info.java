/** The data files and texts beside the classes that read them. Core's reader cannot open them: a module reads only its own. */
@NullMarked
package io.airworthy.render.table;

import org.jspecify.annotations.NullMarked;
