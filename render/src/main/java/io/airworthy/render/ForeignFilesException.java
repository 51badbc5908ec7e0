package io.airworthy.render;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Thrown instead of overwriting files that this library did not write, or that somebody changed since. */
public final class ForeignFilesException extends IOException {

    private static final int MOST_NAMED = 20;

    private final transient List<String> files;

    ForeignFilesException(Path folder, List<String> files) {
        super(folder + " has files that were not written here, or were changed since: " + named(files)
                + ". Nothing was written. Keep what you need of them elsewhere and remove them, or replace the package"
                + " on purpose.");
        this.files = List.copyOf(files);
    }

    private static String named(List<String> files) {
        int more = files.size() - MOST_NAMED;
        return String.join(", ", files.subList(0, Math.min(files.size(), MOST_NAMED)))
                + (more > 0 ? " and " + more + " more" : "");
    }

    /**
     * The files that would have been lost.
     *
     * @return their paths inside the folder, with slashes, sorted
     */
    public List<String> files() {
        return files;
    }
}
