package io.airworthy.render.lint;

import io.airworthy.chart.KeyPath;
import io.airworthy.frozen.Tree;
import io.airworthy.render.report.Fix;
import io.airworthy.render.report.RuleSummary;
import io.airworthy.render.source.SourceMapping;
import io.airworthy.render.source.SourceNode;
import io.airworthy.render.source.SourceScalar;
import io.airworthy.render.yaml.YamlText;
import io.airworthy.validation.Severity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** What YAML itself makes of a file, and a reader does not expect. */
final class Yaml {

    private static final String OWN_SOURCE = "https://helm.sh/docs/chart_template_guide/yaml_techniques/";

    static final RuleSummary READABLE = new RuleSummary(
            "YAML-001",
            Severity.ERROR,
            "The file is not YAML",
            "Helm cannot read it, and installs nothing",
            "correct the syntax there",
            Optional.of(OWN_SOURCE));

    static final RuleSummary KEYS_ARE_UNIQUE = new RuleSummary(
            "YAML-002",
            Severity.ERROR,
            "A key stands twice in one mapping",
            "Helm takes the last one, and everything below the first one is silently lost",
            "merge them into one",
            Optional.of(OWN_SOURCE));

    static final RuleSummary WORDS_ARE_WHAT_THEY_LOOK_LIKE = new RuleSummary(
            "YAML-003",
            Severity.ERROR,
            "A bare word is read as something else than it looks like",
            "Helm's reader follows YAML 1.1, and the chart gets another value than the one that is written",
            "put it in quotes",
            Optional.of(OWN_SOURCE));

    static final RuleSummary ONE_DOCUMENT = new RuleSummary(
            "YAML-004",
            Severity.ERROR,
            "The file holds several documents",
            "Helm reads the first one as values, and silently ignores the others",
            "merge them into one document, or put each into a file of its own",
            Optional.of(OWN_SOURCE));

    static final RuleSummary IS_VALUES = new RuleSummary(
            "YAML-005",
            Severity.ERROR,
            "The file holds no values",
            "Helm takes a mapping with the chart's keys, and refuses or ignores anything else",
            "write the chart's keys",
            Optional.of(OWN_SOURCE));

    static final List<RuleSummary> ALL =
            List.of(READABLE, KEYS_ARE_UNIQUE, WORDS_ARE_WHAT_THEY_LOOK_LIKE, ONE_DOCUMENT, IS_VALUES);

    private static final Pattern OCTAL = Pattern.compile("[-+]?0o?[0-7_]+");
    private static final Pattern MODE = Pattern.compile("(default)?[mM]ode|umask");
    private static final BigDecimal WRITTEN_WITH_EXPONENT = new BigDecimal(1_000_000);

    private final Layer layer;
    private final Judged judged;
    private final List<Hit> hits = new ArrayList<>();

    private Yaml(Layer layer, Judged judged) {
        this.layer = layer;
        this.judged = judged;
    }

    static List<Hit> hits(Layer layer, Judged judged) {
        Yaml yaml = new Yaml(layer, judged);
        yaml.node(layer.root(), KeyPath.ROOT);
        return yaml.hits;
    }

    private void node(SourceNode node, KeyPath path) {
        node.match(
                mapping -> {
                    mapping(mapping, path);
                    return true;
                },
                sequence -> {
                    for (int i = 0; i < sequence.elements().size(); i++) {
                        node(sequence.elements().get(i), path.place(i));
                    }
                    return true;
                },
                scalar -> scalar(scalar, path));
    }

    private void mapping(SourceMapping mapping, KeyPath path) {
        Map<String, SourceMapping.Entry> last = new HashMap<>();
        for (SourceMapping.Entry entry : mapping.entries()) {
            KeyPath here = path.key(entry.name());
            SourceMapping.Entry before = last.put(entry.name(), entry);
            if (before != null && !before.isMerged() && !entry.isMerged()) {
                hits.add(twice(here, before, entry));
            }
            if (!entry.isMerged()) {
                key(entry.key(), here);
            }
            node(entry.value(), here);
        }
    }

    private Hit twice(KeyPath path, SourceMapping.Entry lost, SourceMapping.Entry kept) {
        boolean same = Objects.equals(Values.tree(lost.value()), Values.tree(kept.value()));
        return Hit.of(
                        KEYS_ARE_UNIQUE,
                        LintLevel.DEFAULT,
                        path,
                        layer.placement().of(kept.key().region()),
                        "it stands in line "
                                + layer.placement().of(lost.key().region()).startLine()
                                + " already, and Helm takes this one alone")
                .offering(() -> same
                        ? edit().dropLost(path, lost).safe("remove the first one, which says the same")
                        : edit().dropLost(path, lost).toLookAt("remove the first one, which has no effect"));
    }

    private void key(SourceScalar key, KeyPath path) {
        String read = Values.last(path);
        if (key.style() == SourceScalar.Style.PLAIN && !key.text().equals(read)) {
            hits.add(hit(key, path, LintLevel.DEFAULT, "Helm reads the key " + key.text() + " as " + read));
        }
    }

    private boolean scalar(SourceScalar scalar, KeyPath path) {
        Object value = scalar.value();
        if (scalar.style() != SourceScalar.Style.PLAIN || value == null || value.equals(scalar.text())) {
            return false;
        }
        String read = scalar.name();
        boolean isConfig =
                path.steps().size() == 3 && path.steps().get(0).text().equals("config");
        String written = isConfig ? asOption(value) : read;
        if (written.equals(scalar.text()) || saysTheSame(scalar.text(), value)) {
            return false;
        }
        boolean isWrong = isConfig ? Tree.kind(value) != Tree.Kind.BOOLEAN : takesText(path);
        hits.add(hit(
                scalar,
                path,
                isWrong ? LintLevel.DEFAULT : LintLevel.PEDANTIC,
                isConfig
                        ? "the chart writes " + scalar.text() + " to airflow.cfg as " + written
                        : "Helm reads " + scalar.text() + " as " + read));
        return true;
    }

    /** A mode of files is octal on purpose, and a boolean or a decimal number may have several spellings. */
    private static boolean saysTheSame(String text, Object value) {
        if (Tree.kind(value) == Tree.Kind.BOOLEAN) {
            return text.equalsIgnoreCase(value.toString());
        }
        return !OCTAL.matcher(text).matches()
                && !text.contains("_")
                && Tree.kind(value) == Tree.Kind.DECIMAL
                && new BigDecimal(value.toString()).toPlainString().equals(text);
    }

    private boolean takesText(KeyPath path) {
        return !MODE.matcher(Values.last(path)).matches() && judged.takes(path, "text") && !judged.takes(path, 7);
    }

    /** Go writes a number of JSON as a float, with an exponent if it is large. */
    private static String asOption(Object value) {
        if (!Tree.isNumber(value)) {
            return value.toString();
        }
        BigDecimal number = new BigDecimal(value.toString()).stripTrailingZeros();
        if (number.abs().compareTo(WRITTEN_WITH_EXPONENT) < 0) {
            return number.toPlainString();
        }
        int exponent = number.precision() - number.scale() - 1;
        return number.movePointLeft(exponent).toPlainString() + (exponent < 10 ? "e+0" : "e+") + exponent;
    }

    private Hit hit(SourceScalar scalar, KeyPath path, LintLevel level, String what) {
        return Hit.of(
                        WORDS_ARE_WHAT_THEY_LOOK_LIKE,
                        level,
                        path,
                        layer.placement().of(scalar.region()),
                        what)
                .fixedBy("write " + YamlText.quoted(scalar.text()))
                .offering(() -> layer.placement().exact()
                        ? Optional.of(Fix.toLookAt(
                                "put it in quotes",
                                new Fix.Replacement(
                                        layer.placement().of(scalar.region()), YamlText.quoted(scalar.text()))))
                        : Optional.empty());
    }

    private Rewrite edit() {
        return Rewrite.of(List.of(layer));
    }
}
