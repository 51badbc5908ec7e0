package io.airworthy.values;

import io.airworthy.AirflowDeployment;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Settings that belong together. They begin a section of the values file.
 *
 * @param comment what a reader should know about them
 */
record Subject(Function<AirflowDeployment, String> comment, List<Setting> settings) {

    static Subject of(String comment, Setting... settings) {
        return of(deployment -> comment, settings);
    }

    static Subject of(Function<AirflowDeployment, String> comment, Setting... settings) {
        return new Subject(comment, List.of(settings));
    }

    /** This subject, and more settings. */
    Subject and(List<Setting> more) {
        return new Subject(
                comment, Stream.concat(settings.stream(), more.stream()).toList());
    }

    /** This subject, from whose attributes nothing else follows. */
    Subject alone() {
        return new Subject(comment, settings.stream().map(Setting::alone).toList());
    }

    void write(ValuesDraft values) {
        values.section(comment.apply(values.deployment()));
        settings.forEach(setting -> setting.write(values));
    }
}
