package io.airworthy.render.file;

import io.airworthy.AirflowDeployment;
import io.airworthy.chart.ChartProfile;
import io.airworthy.chart.ChartRelease;
import io.airworthy.chart.KeyPath;
import io.airworthy.frozen.Frozen;
import io.airworthy.frozen.Tree;
import io.airworthy.render.source.SourceDocument;
import io.airworthy.render.source.SourceFile;
import io.airworthy.render.source.SourceNode;
import io.airworthy.render.source.SourceRegion;
import io.airworthy.render.source.SourceText;
import io.airworthy.table.DataFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A deployment that was read from files: what they say, what is wrong with them, and where each attribute stands. */
public final class DeploymentFile {

    /** What every such file begins with. */
    public static final String API_VERSION = "airworthy.io/v1alpha1";

    /** What every such file is about. */
    public static final String KIND = "AirflowDeployment";

    /** {@code metadata} and {@code status} are Kubernetes' own, where the file is a custom resource. */
    private static final Set<String> KEYS = Set.of("apiVersion", "kind", "metadata", "spec", "status");

    private static final Shape DEPLOYMENT = Shapes.of(AirflowDeployment.class);

    private final List<String> files;
    private final Optional<AirflowDeployment> deployment;
    private final Reading reading;

    private DeploymentFile(List<String> files, Optional<AirflowDeployment> deployment, Reading reading) {
        this.files = files;
        this.deployment = deployment;
        this.reading = reading;
    }

    /**
     * Reads a deployment.
     *
     * @param file its text, YAML or JSON
     * @return what it says, or what is wrong with it; nothing is thrown for what a file holds
     */
    public static DeploymentFile read(SourceText file) {
        return read(List.of(Objects.requireNonNull(file, "file")));
    }

    /**
     * Reads a deployment from several files: a base, then what others change in it. Mappings are merged; lists, texts and another
     * variant of a choice replace what is before them; {@code null} takes it away.
     *
     * @param files the texts, the most general one first; at least one
     * @return what they say, or what is wrong with them
     * @throws IllegalArgumentException if there is no file
     */
    public static DeploymentFile read(List<SourceText> files) {
        List<SourceText> layers = Frozen.list(files, "files");
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("A deployment needs at least one file");
        }
        List<String> names = layers.stream().map(SourceText::name).toList();
        Reading reading = new Reading();
        List<Layer> specs = new ArrayList<>();
        layers.forEach(file -> spec(reading, file).ifPresent(specs::add));
        if (specs.size() < layers.size()) {
            return new DeploymentFile(names, Optional.empty(), reading);
        }
        reading.found(ModelPath.ROOT, Shape.last(specs).place());
        Optional<Object> read = DEPLOYMENT.read(reading, ModelPath.ROOT, specs);
        return new DeploymentFile(names, read.map(AirflowDeployment.class::cast), reading);
    }

    /** The deployment; empty if there are problems. */
    public Optional<AirflowDeployment> deployment() {
        return reading.problems().isEmpty() ? deployment : Optional.empty();
    }

    /** All that is wrong with the files, in their order. What the deployment itself gets wrong is said by its rules. */
    public List<FileProblem> problems() {
        return reading.problems().stream()
                .sorted(Comparator.comparing((FileProblem problem) ->
                                files.indexOf(problem.place().file()))
                        .thenComparing(problem -> problem.place().region().offset()))
                .toList();
    }

    /**
     * Where an attribute stands: in the last file that says something of it.
     *
     * @param modelPath as violations have it, {@code pgBouncer.maxClientConnections}
     * @return the key, or the element of a list; where nothing is said, the nearest thing around it; empty if a file could not be read
     */
    public Optional<FilePlace> placeOf(String modelPath) {
        Objects.requireNonNull(modelPath, "modelPath");
        Map<String, FilePlace> places = reading.places();
        String path = modelPath;
        while (!path.isEmpty()) {
            FilePlace place = places.getOrDefault(path, places.get(path + "]"));
            if (place != null) {
                return Optional.of(place);
            }
            path = ModelPath.parent(path);
        }
        return Optional.ofNullable(places.get(""));
    }

    /**
     * How the files write a path of the model: with the keys that name variants.
     *
     * @param modelPath as violations have it, {@code remoteLogging.store.bucket}
     * @return below {@code spec}, {@code remoteLogging.store.s3.bucket}
     */
    public String pathInFile(String modelPath) {
        return reading.written(Objects.requireNonNull(modelPath, "modelPath"));
    }

    /** What the files are called, the most general one first. */
    public List<String> files() {
        return files;
    }

    /**
     * Writes a deployment as YAML.
     *
     * @param deployment the deployment
     * @return the file, its lines ended by {@code \n}; defaults are left out
     * @throws IllegalArgumentException if its {@code extraValues} hold what no file can, such as a date
     */
    public static String write(AirflowDeployment deployment) {
        return FileYaml.write(tree(deployment));
    }

    /**
     * Writes a deployment as JSON.
     *
     * @param deployment the deployment
     * @return the file, its lines ended by {@code \n}; defaults are left out
     * @throws IllegalArgumentException if its {@code extraValues} hold what no file can, such as a date
     */
    public static String writeJson(AirflowDeployment deployment) {
        return FileJson.write(tree(deployment));
    }

    /**
     * The JSON Schema of these files, draft 2020-12, for editors and validators.
     *
     * @return the schema, as JSON
     */
    public static String jsonSchema() {
        return DataFile.text(DeploymentFile.class::getResourceAsStream, "airflow-deployment.schema.json");
    }

    /**
     * The definition of these files as a custom resource of Kubernetes. What is a word or a mapping is kept as it is and judged by
     * {@link #read(SourceText)}.
     *
     * @return the definition, as YAML
     */
    public static String customResourceDefinition() {
        return DataFile.text(DeploymentFile.class::getResourceAsStream, "airflow-deployment.crd.yaml");
    }

    private static Map<String, Object> tree(AirflowDeployment deployment) {
        Objects.requireNonNull(deployment, "deployment");
        return Tree.of(
                "apiVersion", API_VERSION, "kind", KIND, "spec", Objects.requireNonNull(DEPLOYMENT.write(deployment)));
    }

    private static Optional<Layer> spec(Reading reading, SourceText text) {
        SourceFile file = text.read();
        file.problems().forEach(problem -> refuse(reading, text, problem.region(), problem.message()));
        if (!file.problems().isEmpty()) {
            return Optional.empty();
        }
        List<SourceDocument> documents = file.documents();
        if (documents.size() != 1) {
            SourceRegion place = documents.isEmpty()
                    ? SourceRegion.START
                    : documents.get(1).root().region();
            refuse(
                    reading,
                    text,
                    place,
                    documents.isEmpty()
                            ? "the file is empty"
                            : "a second document; write each deployment into a file of its own");
            return Optional.empty();
        }
        SourceNode root = documents.get(0).root();
        FilePlace start = new FilePlace(text.name(), root.region());
        if (root.mapping().isEmpty()) {
            refuse(reading, text, root.region(), "a deployment is a mapping with the keys apiVersion, kind and spec");
            return Optional.empty();
        }
        Map<String, List<Layer>> entries = reading.entries(ModelPath.ROOT, List.of(new Layer(start, root, false)));
        Optional<String> other = somethingElse(entries.keySet());
        if (other.isPresent()) {
            reading.refuse(start, ModelPath.ROOT, other.get());
            return Optional.empty();
        }
        requireText(reading, start, entries, "apiVersion", API_VERSION);
        if (!requireText(reading, start, entries, "kind", KIND) && entries.containsKey("kind")) {
            return Optional.empty();
        }
        entries.forEach((name, layers) -> {
            if (!KEYS.contains(name)) {
                String hint = isAttribute(name)
                        ? "; it belongs below spec"
                        : Reading.hint(name, List.of("apiVersion", "kind", "metadata", "spec"));
                reading.refuse(layers.get(0).place(), ModelPath.ROOT, "no such key: " + name + hint);
            }
        });
        if (!entries.containsKey("spec")) {
            reading.refuse(start, ModelPath.ROOT, "spec is missing");
        }
        return Optional.ofNullable(entries.get("spec")).map(layers -> layers.get(0));
    }

    /** What a file without any of the three keys probably is, so that not each of its keys is refused. */
    private static Optional<String> somethingElse(Set<String> keys) {
        if (!Collections.disjoint(keys, Set.of("apiVersion", "kind", "spec"))) {
            return Optional.empty();
        }
        ChartProfile chart = ChartProfile.of(ChartRelease.newest().version());
        long attributes = keys.stream().filter(DeploymentFile::isAttribute).count();
        long values = keys.stream()
                .filter(key -> chart.has(KeyPath.ROOT.key(key).toString()))
                .count();
        return Optional.of(
                values > attributes
                        ? "these are values for the Helm chart, not a deployment. To check them, use lint (ValuesLinter);"
                                + " to make a deployment of them, import (ValuesImporter)"
                        : attributes > 0
                                ? "apiVersion and kind are missing, and the attributes belong below spec"
                                : "a deployment is a mapping with the keys apiVersion, kind and spec");
    }

    private static boolean isAttribute(String name) {
        return ((ObjectShape) DEPLOYMENT)
                .attributes().stream().anyMatch(attribute -> attribute.name().equals(name));
    }

    private static boolean requireText(
            Reading reading, FilePlace start, Map<String, List<Layer>> entries, String key, String text) {
        List<Layer> layers = entries.getOrDefault(key, List.of());
        @Nullable Layer layer = layers.isEmpty() ? null : layers.get(0);
        boolean isThere = layer != null && layer.word().filter(text::equals).isPresent();
        if (!isThere) {
            reading.refuse(layer == null ? start : layer.place(), ModelPath.ROOT, key + " must be " + text);
        }
        return isThere;
    }

    private static void refuse(Reading reading, SourceText text, SourceRegion region, String message) {
        reading.refuse(new FilePlace(text.name(), region), ModelPath.ROOT, message);
    }
}
