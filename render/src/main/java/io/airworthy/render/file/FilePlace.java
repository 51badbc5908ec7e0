package io.airworthy.render.file;

import io.airworthy.render.source.SourceRegion;
import java.util.Objects;

/**
 * A place in one of the files that say a deployment.
 *
 * @param file what the file is called
 * @param region where in it
 */
public record FilePlace(String file, SourceRegion region) {

    /** Refuses null. */
    public FilePlace {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(region, "region");
    }

    /** As compilers write it, {@code prod.yaml:7:5}. */
    @Override
    public String toString() {
        return file + ":" + region.line() + ":" + region.column();
    }
}
