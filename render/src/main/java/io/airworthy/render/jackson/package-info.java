/** Deployments, their parts and reports in the JSON of services, operators and queues, by any {@code ObjectMapper} of Jackson. */
@NullMarked
package io.airworthy.render.jackson;

import org.jspecify.annotations.NullMarked;
