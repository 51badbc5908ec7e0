/** How texts and numbers are written in YAML so that readers of 1.1 and 1.2 take them for the same. */
@NullMarked
package io.airworthy.render.yaml;

import org.jspecify.annotations.NullMarked;
