/** How secrets are named and composed. Never their material. */
@NullMarked
package io.airworthy.secret;

import org.jspecify.annotations.NullMarked;
