/** The documents of a deployment package, for people: the runbook and the checklist. */
@NullMarked
package io.airworthy.render.document;

import org.jspecify.annotations.NullMarked;
