package io.airworthy.chart;

import io.airworthy.frozen.Frozen;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of one key of the chart.
 *
 * @param path the key; {@code *} stands for any one key
 * @param successors what to write instead; several where the chart split the key, and all of them have to be written
 * @param standing what a chart version makes of the key
 */
public record ChartMove(String path, List<String> successors, Standing standing) {

    /** Copies the list. */
    public ChartMove {
        Objects.requireNonNull(path, "path");
        successors = Frozen.list(successors, "successors");
        Objects.requireNonNull(standing, "standing");
    }

    /**
     * What to write instead; the first key where there are several.
     *
     * @return the key; empty if there is nothing to write
     */
    public Optional<String> successor() {
        return successors.stream().findFirst();
    }

    /** What a chart version makes of a key. */
    public enum Standing {
        /** It works, and the chart says that it will go. */
        DEPRECATED,
        /** It works where its successor is not written, and the chart does not say that it will go. */
        OVERRIDDEN,
        /** It is accepted without effect, or without effect on what its successor is for. */
        IGNORED,
        /** It stops the installation. */
        REJECTED,
        /** It has an effect although the chart's schema does not list it. */
        HONOURED
    }
}
