package io.airworthy.configuration;

import java.util.Objects;
import java.util.Optional;

/**
 * What one version of Airflow makes of an option of {@code airflow.cfg}.
 *
 * @param kind what it makes of it
 * @param successor the option to write instead, as {@code section.option}, where there is one
 * @param since the version from which this is so; for {@link Kind#NOT_YET}, the version that brings the option
 */
public record OptionStanding(Kind kind, Optional<String> successor, Optional<AirflowVersion> since) {

    /** Refuses null. */
    public OptionStanding {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(successor, "successor");
        Objects.requireNonNull(since, "since");
    }

    /** The kinds of standing. */
    public enum Kind {
        /** Airflow has the option. */
        KNOWN,
        /** Airflow has the option, and says that it will go. */
        DEPRECATED,
        /** The option has another name by now, and Airflow still reads the old one, with a warning. */
        RENAMED,
        /** The option is gone, or has another name by now and is no longer read under this one: without effect. */
        GONE,
        /** A later version brings the option: without effect. */
        NOT_YET,
        /** One of Airflow's own sections has no such option in any version that this library knows. */
        UNKNOWN,
        /** The option belongs to a provider, or to nobody that this library knows: nothing is said about it. */
        FOREIGN
    }

    /**
     * Whether this version of Airflow pays no attention to the option.
     *
     * @return true if setting it changes nothing
     */
    public boolean isWithoutEffect() {
        return kind == Kind.GONE || kind == Kind.NOT_YET;
    }

    static OptionStanding of(Kind kind) {
        return new OptionStanding(kind, Optional.empty(), Optional.empty());
    }

    static OptionStanding since(Kind kind, Optional<String> successor, AirflowVersion version) {
        return new OptionStanding(kind, successor, Optional.of(version));
    }
}
