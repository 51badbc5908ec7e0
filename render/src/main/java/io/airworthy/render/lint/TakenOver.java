package io.airworthy.render.lint;

import io.airworthy.AirflowDeployment;
import io.airworthy.chart.KeyPath;
import io.airworthy.validation.RuleSet;
import io.airworthy.validation.Severity;
import io.airworthy.validation.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A deployment with those values in its {@code extraValues} that no attribute says and no rule refuses. */
record TakenOver(AirflowDeployment deployment, List<Violation> violations, List<LeftOut> leftOut) {

    private static final String EXTRA = "extraValues[";

    static TakenOver of(AirflowDeployment read, Values values, List<String> others) {
        List<KeyPath> paths = new ArrayList<>(others.stream().map(KeyPath::of).toList());
        List<LeftOut> leftOut = new ArrayList<>();
        while (true) {
            Map<KeyPath, KeyPath> places = places(paths);
            AirflowDeployment deployment =
                    read.toBuilder().extraValues(tree(places, values)).build();
            List<Violation> violations = RuleSet.standard().validate(deployment).violations();
            Map<KeyPath, String> refused = refused(places, violations);
            if (refused.isEmpty()) {
                return new TakenOver(deployment, violations, leftOut);
            }
            refused.forEach((path, reason) -> leftOut.add(new LeftOut(path.toString(), reason)));
            paths.removeAll(refused.keySet());
        }
    }

    /** Where each stands in extra values: of a list, they may have only some elements. */
    private static Map<KeyPath, KeyPath> places(List<KeyPath> paths) {
        Map<KeyPath, KeyPath> places = new LinkedHashMap<>();
        Map<KeyPath, Integer> lengths = new LinkedHashMap<>();
        for (KeyPath path : paths) {
            List<KeyPath.Step> steps = path.steps();
            KeyPath parent = new KeyPath(steps.subList(0, steps.size() - 1));
            boolean isElement = steps.get(steps.size() - 1).place();
            places.put(path, isElement ? parent.place(lengths.merge(parent, 1, Integer::sum) - 1) : path);
        }
        return places;
    }

    private static Map<String, @Nullable Object> tree(Map<KeyPath, KeyPath> places, Values values) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        places.forEach((from, to) -> put(tree, to.steps(), values.at(from).orElse(null)));
        return tree;
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, @Nullable Object> into, List<KeyPath.Step> steps, @Nullable Object value) {
        String key = steps.get(0).text();
        if (steps.size() == 1) {
            into.put(key, value);
        } else if (steps.get(1).place()) {
            ((List<@Nullable Object>) into.computeIfAbsent(key, none -> new ArrayList<@Nullable Object>())).add(value);
        } else {
            put(
                    (Map<String, @Nullable Object>)
                            into.computeIfAbsent(key, none -> new LinkedHashMap<String, @Nullable Object>()),
                    steps.subList(1, steps.size()),
                    value);
        }
    }

    /** Those that an error is about, with what is wrong. */
    private static Map<KeyPath, String> refused(Map<KeyPath, KeyPath> places, List<Violation> violations) {
        Map<KeyPath, String> refused = new LinkedHashMap<>();
        violations.stream()
                .filter(violation -> violation.rule().severity() == Severity.ERROR
                        && violation.waiver().isEmpty())
                .filter(violation -> violation.finding().modelPath().startsWith(EXTRA))
                .forEach(violation -> {
                    String model = violation.finding().modelPath();
                    String about = dotted(ModelChecks.keyPath(model.substring(EXTRA.length(), model.length() - 1)));
                    String reason =
                            violation.finding().what() + " (" + violation.rule().id() + ")";
                    places.forEach((from, to) -> {
                        if (isInside(about, dotted(to)) || isInside(dotted(to), about)) {
                            refused.putIfAbsent(from, reason);
                        }
                    });
                });
        return refused;
    }

    private static boolean isInside(String path, String other) {
        return path.equals(other) || path.startsWith(other + ".");
    }

    /** Findings do not always quote keys that have dots. */
    private static String dotted(KeyPath path) {
        return path.steps().stream().map(KeyPath.Step::text).collect(Collectors.joining("."));
    }
}
