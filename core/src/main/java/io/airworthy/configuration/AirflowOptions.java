package io.airworthy.configuration;

import io.airworthy.configuration.OptionStanding.Kind;
import io.airworthy.configuration.OptionTable.Move;
import io.airworthy.configuration.OptionTable.Row;
import io.airworthy.spelling.Spelling;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The options of {@code airflow.cfg}, as one version of Airflow has them. Airflow itself silently ignores an
 * option that it does not know.
 *
 * <p>Airflow's own options are known for every release from 2.9.0 to 3.4.0. Of providers' options only the names are known,
 * because their versions are their own.
 *
 * <p>Options are written {@code section.option}, in any case.
 *
 * @see <a href="https://airflow.apache.org/docs/apache-airflow/stable/configurations-ref.html">Configuration reference</a>
 */
public final class AirflowOptions {

    private static final OptionTable TABLE = OptionTable.read();

    /** Sections whose options Airflow passes on to somebody else, whatever they are. */
    private static final List<String> PASSED_ON = List.of("sentry");

    private static final Pattern VARIABLE = Pattern.compile("AIRFLOW__([A-Z0-9_]+?)__([A-Z0-9_]+)");

    /** Since Airflow 3.2 each argument of a secrets backend can be given by itself. */
    private static final Pattern BACKEND_ARGUMENT = Pattern.compile("(secrets\\.|workers\\.secrets_)backend_kwarg__.+");

    private final AirflowVersion version;

    private AirflowOptions(AirflowVersion version) {
        this.version = version;
    }

    /**
     * The options of a version.
     *
     * @param version a release
     * @return its options
     * @throws IllegalArgumentException if the version is not three numbers
     */
    public static AirflowOptions of(AirflowVersion version) {
        Objects.requireNonNull(version, "version");
        if (!version.isRelease()) {
            throw new IllegalArgumentException("'" + version + "' is not a release; write three numbers, 3.2.2");
        }
        return new AirflowOptions(version);
    }

    /**
     * What this version makes of an option.
     *
     * @param option {@code section.option}
     * @return its standing
     * @throws IllegalArgumentException if the text has no dot
     */
    public OptionStanding standing(String option) {
        Objects.requireNonNull(option, "option");
        String name = normal(option);
        Optional<Move> move = lastMove(name);
        Optional<Row> row = TABLE.find(name, version);
        if (move.isPresent()) {
            return standingOfMoved(move.orElseThrow());
        }
        return row.map(this::standingOfListed).orElseGet(() -> standingOfUnlisted(name));
    }

    /**
     * The name that an option has in this version: itself, or the last of its successors that the version has.
     *
     * @param option {@code section.option}, in any version's name
     * @return the name to write
     * @throws IllegalArgumentException if the text has no dot
     */
    public String nameOf(String option) {
        Objects.requireNonNull(option, "option");
        String name = normal(option);
        Optional<String> successor = lastMove(name).flatMap(Move::successor);
        return successor.isPresent() ? nameOf(successor.orElseThrow()) : name;
    }

    /**
     * Whether an option's value is secret.
     *
     * @param option {@code section.option}
     * @return true if Airflow masks it
     * @throws IllegalArgumentException if the text has no dot
     */
    public static boolean isSensitive(String option) {
        Objects.requireNonNull(option, "option");
        String name = normal(option);
        return TABLE.isSensitive(name);
    }

    /**
     * The option that an environment variable sets.
     *
     * @param variable the variable's name, {@code AIRFLOW__CORE__PARALLELISM}
     * @return the option, {@code core.parallelism}; empty if the variable sets none
     */
    public static Optional<String> ofVariable(String variable) {
        Objects.requireNonNull(variable, "variable");
        return Stream.of(VARIABLE.matcher(variable))
                .filter(Matcher::matches)
                .map(found -> (found.group(1) + "." + found.group(2)).toLowerCase(Locale.ROOT))
                .map(option -> TABLE.optionOf(option).orElse(option))
                .findFirst();
    }

    /**
     * The option of this version that is spelled most like another one of the same section.
     *
     * @param option {@code section.option}
     * @return the nearest one; empty if none is near
     * @throws IllegalArgumentException if the text has no dot
     */
    public Optional<String> nearest(String option) {
        Objects.requireNonNull(option, "option");
        String name = normal(option);
        String section = OptionTable.sectionOf(name);
        int mostMistakes = Math.max(1, (name.length() - section.length()) / 5);
        return TABLE.optionsOf(section).stream()
                .filter(other -> Math.abs(name.length() - other.length()) <= mostMistakes
                        && Spelling.distance(name, other) <= mostMistakes)
                .filter(other -> standing(other).kind() == Kind.KNOWN)
                .min((one, other) -> Integer.compare(Spelling.distance(name, one), Spelling.distance(name, other)));
    }

    /** Only what the move says counts: the old name is read, or not, whatever the table lists. */
    private OptionStanding standingOfMoved(Move move) {
        boolean read = move.unreadSince().filter(this::isReached).isEmpty();
        Optional<String> successor = move.successor().map(this::nameOf);
        return OptionStanding.since(read ? Kind.RENAMED : Kind.GONE, successor, move.since());
    }

    private OptionStanding standingOfListed(Row row) {
        if (!row.isOwn()) {
            return OptionStanding.of(Kind.FOREIGN);
        }
        Optional<AirflowVersion> since = TABLE.namedSince(row.option())
                .filter(named -> row.since()
                        .filter(listed -> named.compareTo(listed) < 0)
                        .isPresent())
                .or(row::since);
        if (since.isPresent() && !isReached(since.orElseThrow())) {
            return OptionStanding.since(Kind.NOT_YET, earlierName(row.option()), since.orElseThrow());
        }
        if (row.before().filter(this::isReached).isPresent()) {
            return OptionStanding.since(
                    Kind.GONE, Optional.empty(), row.before().orElseThrow());
        }
        return row.deprecated()
                .filter(this::isReached)
                .map(deprecated -> OptionStanding.since(Kind.DEPRECATED, Optional.empty(), deprecated))
                .orElseGet(() -> OptionStanding.of(Kind.KNOWN));
    }

    private OptionStanding standingOfUnlisted(String name) {
        String section = OptionTable.sectionOf(name);
        for (String suffix : List.of("_cmd", "_secret")) {
            if (name.endsWith(suffix) && isSensitive(name.substring(0, name.length() - suffix.length()))) {
                return standing(name.substring(0, name.length() - suffix.length()));
            }
        }
        boolean judged = TABLE.isOwnSection(section)
                && !PASSED_ON.contains(section)
                && !BACKEND_ARGUMENT.matcher(name).matches();
        return OptionStanding.of(judged ? Kind.UNKNOWN : Kind.FOREIGN);
    }

    /** The name under which this version has an option that a later one renamed. */
    private Optional<String> earlierName(String option) {
        return TABLE.movesTo(option).stream()
                .map(Move::option)
                .filter(TABLE::has)
                .sorted()
                .filter(other -> standing(other).kind() == Kind.KNOWN)
                .findFirst();
    }

    private Optional<Move> lastMove(String name) {
        return TABLE.movesOf(name).stream()
                .filter(move -> isReached(move.since()))
                .max((one, other) -> one.since().compareTo(other.since()));
    }

    private boolean isReached(AirflowVersion other) {
        return version.compareTo(other) >= 0;
    }

    private static String normal(String option) {
        if (option.indexOf('.') < 0) {
            throw new IllegalArgumentException("'" + option + "' is not an option; write section.option");
        }
        return option.toLowerCase(Locale.ROOT);
    }
}
