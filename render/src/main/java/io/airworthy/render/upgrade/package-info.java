/** What it takes to bring a running deployment to another chart, another Airflow, or other settings. */
@NullMarked
package io.airworthy.render.upgrade;

import org.jspecify.annotations.NullMarked;
