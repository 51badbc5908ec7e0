package io.airworthy.values;

import io.airworthy.AirflowDeployment;
import io.airworthy.material.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that the values say: which attribute of the model it comes from, at which keys it stands, how it is written
 * and how it is read back. Everything that is written is declared so.
 *
 * <p>Keys are named as the oldest chart names them; {@link ChartKeys} knows where they are. An option of
 * {@code airflow.cfg} is the key {@code config.section.option}.
 */
final class Setting {

    private static final String OPTION = "config.";

    /** Writes what a deployment says. */
    interface Writer {
        void write(ValuesDraft values);
    }

    /** Reads what values say, into a deployment that has everything else, and what was read before. */
    interface Reader {
        AirflowDeployment read(AirflowDeployment deployment, Given values);
    }

    private static final Reader UNREAD = (deployment, values) -> deployment;

    private static final Writer UNWRITTEN = values -> {};

    private final String attribute;
    private final List<String> keys;
    private final List<String> options;
    private final List<String> gitSyncVariables;
    private final boolean hasConsequences;
    private final Writer writer;
    private final Reader reader;

    private Setting(
            String attribute,
            List<String> keys,
            List<String> options,
            List<String> gitSyncVariables,
            boolean hasConsequences,
            Writer writer,
            Reader reader) {
        this.attribute = attribute;
        this.keys = keys;
        this.options = options;
        this.gitSyncVariables = gitSyncVariables;
        this.hasConsequences = hasConsequences;
        this.writer = writer;
        this.reader = reader;
    }

    /** An attribute that is one key. */
    static <T> Setting of(Attribute<T> attribute, String key, Format<T> format) {
        return of(
                attribute,
                (values, value) -> values.put(key, format.write().apply(value)),
                values -> values.find(key).flatMap(format.read()),
                key);
    }

    /** An attribute that is one option of {@code airflow.cfg}. */
    static <T> Setting option(Attribute<T> attribute, String option, Format<T> format) {
        return of(
                attribute,
                (values, value) -> values.putOption(
                        values.airflow().nameOf(option),
                        format.write().apply(value).toString()),
                values -> values.option(option).flatMap(format.read()),
                OPTION + option);
    }

    /** An attribute that stands in a Secret, and that values written by hand may say at a key. */
    static <T> Setting told(Attribute<T> attribute, String key, Format<T> format) {
        return of(
                attribute.path(),
                UNWRITTEN,
                (deployment, values) -> values.find(key)
                        .flatMap(format.read())
                        .map(value -> attribute.with().apply(deployment, value))
                        .orElse(deployment),
                key);
    }

    /** An attribute that values do not say, but that an option written by hand may tell. */
    static Setting told(Attribute<String> attribute, String option) {
        return of(
                attribute.path(),
                UNWRITTEN,
                (deployment, values) -> values.option(option)
                        .map(value -> attribute.with().apply(deployment, value))
                        .orElse(deployment),
                OPTION + option);
    }

    /** An attribute that is several keys. */
    static <T> Setting of(
            Attribute<T> attribute,
            BiConsumer<ValuesDraft, T> write,
            Function<Given, Optional<T>> read,
            String... keys) {
        return of(
                attribute.path(),
                values -> attribute.get().apply(values.deployment()).ifPresent(value -> write.accept(values, value)),
                (deployment, values) -> read.apply(values)
                        .filter(value -> !attribute.get().apply(deployment).equals(Optional.of(value)))
                        .map(value -> attribute.with().apply(deployment, value))
                        .orElse(deployment),
                keys);
    }

    /** An attribute that is written and read with a view to others. */
    static Setting of(String attribute, Writer writer, Reader reader, String... keys) {
        return new Setting(attribute, List.of(keys), List.of(), List.of(), true, writer, reader);
    }

    /** What follows from attributes that stand elsewhere, and needs no reading. */
    static Setting derived(Writer writer, String... keys) {
        return of("", writer, UNREAD, keys);
    }

    /** What is the same in every deployment. */
    static Setting fixed(String key, @Nullable Object value) {
        return derived(values -> values.put(key, value), key);
    }

    /** The name of a Secret, where the deployment needs it. */
    static Setting secret(String key, Purpose purpose) {
        return secret(
                key,
                purpose,
                deployment -> deployment.release().secrets().find(purpose).isPresent());
    }

    /** The name of a Secret, in some deployments only. */
    static Setting secret(String key, Purpose purpose, Predicate<AirflowDeployment> condition) {
        return of(
                        new Attribute<>(
                                "secretNames[" + purpose + "]",
                                deployment -> Optional.of(deployment.names().secret(purpose)),
                                (deployment, name) -> deployment.toBuilder()
                                        .secretName(purpose, name)
                                        .build()),
                        key,
                        Format.TEXT)
                .when(condition);
    }

    /** What an attribute decides by itself, through options that others must not set. */
    static Setting decides(String attribute, String... options) {
        return of(attribute, UNWRITTEN, UNREAD).deciding(options);
    }

    /** This setting, written and read in some deployments only. */
    Setting when(Predicate<AirflowDeployment> condition) {
        return new Setting(
                attribute,
                keys,
                options,
                gitSyncVariables,
                hasConsequences,
                values -> {
                    if (condition.test(values.deployment())) {
                        writer.write(values);
                    }
                },
                isRead()
                        ? (deployment, values) ->
                                condition.test(deployment) ? reader.read(deployment, values) : deployment
                        : UNREAD);
    }

    /** This setting, which decides further options of {@code airflow.cfg} in the name of its attribute. */
    Setting deciding(String... more) {
        return new Setting(
                attribute,
                keys,
                Stream.concat(options.stream(), Stream.of(more)).toList(),
                gitSyncVariables,
                hasConsequences,
                writer,
                reader);
    }

    /** This setting, which belongs to an attribute that values cannot tell. */
    Setting ofAttribute(String path) {
        return new Setting(path, keys, options, gitSyncVariables, hasConsequences, writer, reader);
    }

    /** This setting, which git-sync also takes from variables. The names lack {@code GITSYNC_}. */
    Setting orVariable(String... names) {
        return new Setting(attribute, keys, options, List.of(names), hasConsequences, writer, reader);
    }

    /** This setting, from whose attribute nothing else follows: extra values may say it as well. */
    Setting alone() {
        return new Setting(attribute, keys, options, gitSyncVariables, false, writer, reader);
    }

    /** Whether more than these keys follows from the attribute. */
    boolean hasConsequences() {
        return hasConsequences;
    }

    /** The path of the attribute; empty if it is none in particular. */
    String attribute() {
        return attribute;
    }

    List<String> keys() {
        return keys;
    }

    /** The options of {@code airflow.cfg} that the attribute decides. */
    List<String> options() {
        List<String> all = new ArrayList<>(options);
        keys.stream()
                .filter(key -> key.startsWith(OPTION) && !key.endsWith("*"))
                .forEach(key -> all.add(key.substring(OPTION.length())));
        return all;
    }

    List<String> gitSyncVariables() {
        return gitSyncVariables;
    }

    /** Whether values tell the attribute. */
    boolean isRead() {
        return reader != UNREAD;
    }

    /** Whether it may stand in values that are rendered. */
    boolean isWritten() {
        return writer != UNWRITTEN;
    }

    void write(ValuesDraft values) {
        writer.write(values);
    }

    AirflowDeployment read(AirflowDeployment deployment, Given values) {
        return reader.read(deployment, values);
    }

    @Override
    public String toString() {
        return attribute + " " + keys;
    }
}
