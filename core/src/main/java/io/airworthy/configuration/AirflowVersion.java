package io.airworthy.configuration;

import java.util.Objects;

/**
 * The version of Airflow that the deployment runs.
 *
 * <p>Any text can be held; a rule says when it is not a release. The chart compares this version strictly: a
 * suffix such as {@code 3.1.0-python3.12} makes it render neither an API server nor a DAG processor.
 *
 * @param text the version as written, {@code "3.2.2"}
 * @see <a href="https://airflow.apache.org/docs/apache-airflow/stable/release_notes.html">Airflow release notes</a>
 */
public record AirflowVersion(String text) implements Comparable<AirflowVersion> {

    /** So many digits a part of a release has at most. */
    private static final int MOST_DIGITS = 4;

    /** Refuses null. */
    public AirflowVersion {
        Objects.requireNonNull(text, "text");
    }

    /**
     * Holds a version.
     *
     * @param text the version, {@code "3.2.2"}
     * @return the version
     */
    public static AirflowVersion of(String text) {
        return new AirflowVersion(text);
    }

    /**
     * Whether this is a plain release, {@code X.Y.Z}.
     *
     * @return true if the text is three numbers
     */
    public boolean isRelease() {
        return number() >= 0;
    }

    /**
     * Whether this version is the given one or a later one.
     *
     * @param major the major version
     * @param minor the minor version
     * @param patch the patch version
     * @return true if so; false for what is not a release
     */
    public boolean isAtLeast(int major, int minor, int patch) {
        return isRelease() && number() >= number(major, minor, patch);
    }

    /**
     * The major version.
     *
     * @return {@code 3} for {@code 3.2.2}; 0 for what is not a release
     */
    public int major() {
        return isRelease() ? Integer.parseInt(text.substring(0, text.indexOf('.'))) : 0;
    }

    /**
     * The minor line that this version belongs to.
     *
     * @return {@code "3.2"} for {@code 3.2.2}; the text itself for what is not a release
     */
    public String minorLine() {
        return isRelease() ? text.substring(0, text.lastIndexOf('.')) : text;
    }

    @Override
    public int compareTo(AirflowVersion other) {
        Objects.requireNonNull(other, "other");
        int byNumber = Long.compare(number(), other.number());
        return byNumber != 0 ? byNumber : text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }

    /** One number that compares as the version does; -1 for what is not a release. */
    private long number() {
        int first = text.indexOf('.');
        int second = text.indexOf('.', first + 1);
        int major = part(0, first);
        int minor = part(first + 1, second);
        int patch = part(second + 1, text.length());
        return major < 0 || minor < 0 || patch < 0 ? -1 : number(major, minor, patch);
    }

    /** The number between two places; -1 if there is none. */
    private int part(int from, int to) {
        if (to <= from || to - from > MOST_DIGITS) {
            return -1;
        }
        int number = 0;
        for (int i = from; i < to; i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            number = 10 * number + digit - '0';
        }
        return number;
    }

    private static long number(int major, int minor, int patch) {
        return (major * 10_000L + minor) * 10_000L + patch;
    }
}
