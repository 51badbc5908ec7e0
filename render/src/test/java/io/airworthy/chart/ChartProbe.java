package io.airworthy.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.airworthy.chart.KeyTrials.Trial;
import io.airworthy.render.helm.HelmChart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Asks a chart what changes of its values do to the objects that it renders, hooks included: a template that was added to the
 * chart renders all others again for each change, so that one run of Helm answers for many.
 */
public final class ChartProbe {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BATCH = 50;

    /**
     * What a change does.
     *
     * @param objects the objects that it adds, changes or removes, as kind and name
     * @param restarted the workloads whose pod templates it changes
     * @param removed the workloads that go
     * @param byHand the workloads whose pod templates it does not change, although something that they read changes
     * @param fails whether the chart refuses to render with it
     */
    public record Effect(
            Set<String> objects, Set<String> restarted, Set<String> removed, Set<String> byHand, boolean fails) {

        private static final Effect NONE = new Effect(Set.of(), Set.of(), Set.of(), Set.of(), false);
        private static final Effect FAILURE = new Effect(Set.of(), Set.of(), Set.of(), Set.of(), true);

        public boolean isNone() {
            return objects.isEmpty() && !fails;
        }
    }

    private final Path chart;
    private final List<String> files;

    /** @param chart the folder of an unpacked chart */
    public ChartProbe(Path chart) {
        this.chart = chart;
        Path templates = chart.resolve("templates");
        try (Stream<Path> all = Files.walk(templates)) {
            this.files = all.map(file -> templates.relativize(file).toString())
                    .filter(file -> file.endsWith(".yaml") || file.equals("NOTES.txt"))
                    .filter(file -> !file.startsWith("airworthy-"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Map<Trial, Effect> effects(List<Trial> trials) {
        // Trials that begin alike stand together: what they begin with is rendered once.
        List<Trial> sorted = trials.stream()
                .sorted(Comparator.comparing(trial -> trial.before().toString()))
                .toList();
        Map<Trial, Effect> effects = new LinkedHashMap<>();
        for (int start = 0; start < sorted.size(); start += BATCH) {
            ask(sorted.subList(start, Math.min(start + BATCH, sorted.size())), effects);
        }
        return effects;
    }

    /** One failure stops a whole run of Helm: then each half is asked alone. */
    private void ask(List<Trial> trials, Map<Trial, Effect> effects) {
        Optional<String> answers = render(trials);
        if (answers.isPresent()) {
            Answers read = new Answers();
            answers.get().lines().filter(line -> line.startsWith("#")).forEach(read::line);
            for (int i = 0; i < trials.size(); i++) {
                effects.put(trials.get(i), read.effect(i));
            }
        } else if (trials.size() > 1) {
            ask(trials.subList(0, trials.size() / 2), effects);
            ask(trials.subList(trials.size() / 2, trials.size()), effects);
        } else {
            Trial trial = trials.get(0);
            boolean rendersBefore = render(List.of(new Trial(trial.key(), trial.before(), List.of())))
                    .isPresent();
            effects.put(trial, rendersBefore ? Effect.FAILURE : Effect.NONE);
        }
    }

    private Optional<String> render(List<Trial> trials) {
        try {
            return Optional.of(HelmChart.template(chart, "prod", "airflow", values(trials)));
        } catch (AssertionError | IllegalStateException e) {
            return Optional.empty();
        }
    }

    private String values(List<Trial> trials) {
        try {
            return JSON.writeValueAsString(
                    Map.of("postgresql", Map.of("enabled", false), "airworthyFiles", files, "airworthyTrials", trials));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the added template prints. */
    private static final class Answers {

        private final Map<Integer, List<String[]>> changes = new TreeMap<>();
        private final Map<Integer, Map<String, Set<String>>> readers = new TreeMap<>();

        void line(String line) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "#=" ->
                    changes.computeIfAbsent(Integer.valueOf(words[1]), absent -> new ArrayList<>())
                            .add(words);
                case "#+" -> {
                    Map<String, Set<String>> of =
                            readers.computeIfAbsent(Integer.valueOf(words[1]), absent -> new TreeMap<>());
                    collectReads(words[3], pod(words[4]), of);
                }
                default -> {}
            }
        }

        Effect effect(int trial) {
            Set<String> objects = new TreeSet<>();
            Set<String> restarted = new TreeSet<>();
            Set<String> removed = new TreeSet<>();
            Set<String> byHand = new TreeSet<>();
            for (String[] change : changes.getOrDefault(trial, List.of())) {
                String object = change[3] + " " + change[4];
                objects.add(object);
                if (change[3].equals("Deployment") || change[3].equals("StatefulSet")) {
                    if (change[2].equals("TEMPLATE")) {
                        restarted.add(change[4]);
                    } else if (change[2].equals("REMOVED")) {
                        removed.add(change[4]);
                    }
                }
                if (change[2].equals("CHANGED")) {
                    byHand.addAll(readers.getOrDefault(trial, Map.of()).getOrDefault(object, Set.of()));
                }
            }
            byHand.removeAll(restarted);
            return new Effect(objects, restarted, removed, byHand, false);
        }

        private static JsonNode pod(String encoded) {
            try {
                return JSON.readTree(Base64.getDecoder().decode(encoded));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void collectReads(String workload, JsonNode node, Map<String, Set<String>> readers) {
            node.properties().forEach(field -> {
                JsonNode value = field.getValue();
                String object =
                        switch (field.getKey()) {
                            case "configMap", "configMapKeyRef", "configMapRef" ->
                                "ConfigMap " + value.path("name").asText();
                            case "secretKeyRef", "secretRef" ->
                                "Secret " + value.path("name").asText();
                            case "secret" ->
                                "Secret "
                                        + value.path(value.has("secretName") ? "secretName" : "name")
                                                .asText();
                            case "serviceAccountName" -> "ServiceAccount " + value.asText();
                            default -> "";
                        };
                if (!object.isEmpty()) {
                    readers.computeIfAbsent(object, absent -> new TreeSet<>()).add(workload);
                }
                collectReads(workload, value, readers);
            });
            if (node.isArray()) {
                node.forEach(element -> collectReads(workload, element, readers));
            }
        }
    }
}
