package io.airworthy.render.helm;

import static io.airworthy.testkit.OutsideTexts.like;
import static io.airworthy.testkit.Reading.endsWell;

import io.airworthy.chart.ChartProfile;
import io.airworthy.chart.KeyPath;
import io.airworthy.testkit.FuzzProperty;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;

/** Whatever a values file or a path of keys says, it is read, or refused as documented. */
class OutsideTextTest {

    @Provide
    Arbitrary<String> valuesFiles() {
        return like(
                "scheduler:\n  replicas: 2\n  env:\n    - name: \"A\"\n      value: 'b'\n",
                "config: {core: {parallelism: 32}}\n",
                "text: |-\n  one\n  two\n",
                "a: &b 1\n",
                "<<: *b\n",
                "!!binary a",
                "0o14",
                "1e400",
                "2001-01-01",
                "\n",
                "- ",
                "? ",
                "key: ",
                "[",
                "{",
                "%YAML 1.1\n---\n");
    }

    @Provide
    Arbitrary<String> paths() {
        return like(
                "scheduler.env[0].name",
                "dags.gitSync.env[].name",
                "labels[\"app.kubernetes.io/name\"]",
                "workers.celery",
                "config.core",
                "[\"",
                "\\\"",
                "[99999999999]",
                ".",
                "]");
    }

    @FuzzProperty
    void anyValuesFileIsReadOrRefused(@ForAll("valuesFiles") String text) {
        endsWell(() -> ValuesYaml.read(text), MalformedYamlException.class);
    }

    @FuzzProperty
    void anyPathIsLookedForOrRefused(@ForAll("paths") String text) {
        endsWell(() -> KeyPath.of(text).toString(), IllegalArgumentException.class);
        for (String chart : ChartProfile.supported()) {
            endsWell(() -> ChartProfile.of(chart).has(text), IllegalArgumentException.class);
        }
    }
}
