/** What the Celery executor needs beside the database: its message broker. */
@NullMarked
package io.airworthy.celery;

import org.jspecify.annotations.NullMarked;
