/** A production deployment of Apache Airflow as one immutable value: the root of the model. */
@NullMarked
@ValueStyle
package io.airworthy;

import org.jspecify.annotations.NullMarked;
