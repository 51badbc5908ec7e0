package io.airworthy.chart;

import java.util.Optional;

/**
 * What became of one key of the chart.
 *
 * @param path the key; {@code *} stands for any one key
 * @param successor what to write instead; empty if nothing
 * @param standing what a chart version makes of the key
 */
public record ChartMove(String path, Optional<String> successor, Standing standing) {

    /** What a chart version makes of a key. */
    public enum Standing {
        /** It works, and the chart says that it will go. */
        DEPRECATED,
        /** It is accepted without effect. */
        IGNORED,
        /** It stops the installation. */
        REJECTED,
        /** It has an effect although the chart's schema does not list it. */
        HONOURED
    }
}
