package io.airworthy.render.lint;

import io.airworthy.Delivery;
import io.airworthy.chart.ChartProfile;
import io.airworthy.chart.KeyPath;
import io.airworthy.render.source.SourceDocument;
import io.airworthy.render.source.SourceFile;
import io.airworthy.render.source.SourceMapping;
import io.airworthy.render.source.SourceNode;
import io.airworthy.render.source.SourceProblem;
import io.airworthy.render.source.SourceRegion;
import io.airworthy.render.source.SourceScalar;
import io.airworthy.render.source.SourceSpot;
import io.airworthy.render.source.SourceText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The values in a file: the file itself, what an Argo CD Application, a Flux HelmRelease or a Helmfile has of them, or what an
 * umbrella chart hands on to this one.
 *
 * @param layers the values, and what is laid over them
 * @param chart the chart version that stands beside them
 * @param delivery who installs them, if they are part of something else than a values file
 * @param partial whether there are more values elsewhere
 * @param problems what cannot be read of values that are a text themselves
 */
record Origin(
        List<Layer> layers,
        Optional<String> chart,
        Optional<Delivery> delivery,
        boolean partial,
        List<Problem> problems) {

    private static final String OWN_NAME = "airflow";

    /** What cannot be read, and where its text stands. */
    record Problem(Placement placement, SourceProblem problem) {}

    /** All values in a file; none if it holds none. */
    static List<Origin> in(SourceFile file) {
        Placement whole = Placement.whole(file.text().name());
        List<Origin> delivered = file.documents().stream()
                .flatMap(document -> delivered(file, document.root(), whole))
                .toList();
        if (!delivered.isEmpty()) {
            return delivered;
        }
        // Of several documents Helm reads the first.
        return file.documents().stream()
                .findFirst()
                .map(SourceDocument::root)
                .filter(root -> root.mapping().isPresent() && object(root).isEmpty())
                .map(root -> new Origin(
                        List.of(Layer.of(file, whole, unwrapped(root))),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        List.of()))
                .stream()
                .toList();
    }

    /** Where the objects in a file say their chart version. */
    static List<SourceScalar> versions(SourceFile file) {
        return file.documents().stream()
                .map(SourceDocument::root)
                .flatMap(root -> Stream.of(
                                sourceOfArgoCd(root).flatMap(source -> at(source, "targetRevision")).stream(),
                                chartOfFlux(root).flatMap(chart -> at(chart, "version")).stream(),
                                releasesOfHelmfile(root).flatMap(release -> at(release, "version").stream()))
                        .flatMap(Function.identity()))
                .flatMap(version -> version.scalar().stream())
                .toList();
    }

    /** Which kind of Kubernetes object it is, if it is one. */
    static Optional<String> object(SourceNode root) {
        return at(root, "apiVersion")
                .filter(version -> version.scalar().isPresent())
                .map(version -> kind(root))
                .filter(kind -> !kind.isEmpty());
    }

    private static Optional<SourceNode> sourceOfArgoCd(SourceNode root) {
        return switch (kind(root)) {
            case "Application", "ApplicationSet" ->
                Stream.of("spec.source", "spec.template.spec.source", "spec.sources[0]", "spec.sources[1]")
                        .flatMap(path -> at(root, path).stream())
                        .filter(Origin::isOfficial)
                        .findFirst();
            default -> Optional.empty();
        };
    }

    private static Optional<SourceNode> chartOfFlux(SourceNode root) {
        return kind(root).equals("HelmRelease")
                ? at(root, "spec.chart.spec").filter(Origin::isOfficial)
                : Optional.empty();
    }

    private static boolean isOfficial(SourceNode node) {
        return at(node, "chart").flatMap(Origin::text).equals(Optional.of(OWN_NAME));
    }

    private static String kind(SourceNode root) {
        return at(root, "kind").flatMap(Origin::text).orElse("");
    }

    /** Helmfile names a chart by its repository as well. */
    private static Stream<SourceNode> releasesOfHelmfile(SourceNode root) {
        return elements(root, "releases")
                .filter(release -> at(release, "chart")
                        .flatMap(Origin::text)
                        .filter(chart -> chart.endsWith("/" + OWN_NAME))
                        .isPresent());
    }

    private static Stream<Origin> delivered(SourceFile file, SourceNode root, Placement whole) {
        return Stream.of(
                        sourceOfArgoCd(root).map(source -> ofArgoCd(file, source, whole)).stream(),
                        chartOfFlux(root).map(chart -> ofFlux(file, root, chart, whole)).stream(),
                        releasesOfHelmfile(root).map(release -> ofHelmfile(file, release, whole)))
                .flatMap(Function.identity());
    }

    private static Origin ofFlux(SourceFile file, SourceNode root, SourceNode chart, Placement whole) {
        Layer values = at(root, "spec.values")
                .filter(node -> node.mapping().isPresent())
                .map(node -> Layer.of(file, whole, node))
                .orElseGet(() -> Layer.nothing(file.text(), whole.somewhereIn(chart.region())));
        return new Origin(
                List.of(values),
                at(chart, "version").flatMap(Origin::text),
                Optional.of(Delivery.FLUX),
                elements(root, "spec.valuesFrom").findAny().isPresent(),
                List.of());
    }

    private static Origin ofHelmfile(SourceFile file, SourceNode release, Placement whole) {
        List<Layer> inline = elements(release, "values")
                .filter(node -> node.mapping().isPresent())
                .map(node -> Layer.of(file, whole, node))
                .toList();
        return new Origin(
                inline.isEmpty() ? List.of(Layer.nothing(file.text(), whole.somewhereIn(release.region()))) : inline,
                at(release, "version").flatMap(Origin::text),
                Optional.of(Delivery.HELM),
                Stream.concat(elements(release, "values"), elements(release, "secrets"))
                        .anyMatch(node -> node.scalar().isPresent()),
                List.of());
    }

    private static Origin ofArgoCd(SourceFile file, SourceNode source, Placement whole) {
        Optional<String> version = at(source, "targetRevision").flatMap(Origin::text);
        Optional<SourceNode> object =
                at(source, "helm.valuesObject").filter(node -> node.mapping().isPresent());
        Optional<SourceScalar> inner = at(source, "helm.values").flatMap(SourceNode::scalar);
        List<Problem> problems = new ArrayList<>();
        List<Layer> layers = new ArrayList<>();
        if (object.isEmpty() && inner.isPresent()) {
            SourceScalar block = inner.get();
            Placement placement = block.style() == SourceScalar.Style.LITERAL
                    ? whole.block(block.region().line(), indent(file.text(), block.region()))
                    : whole.somewhereIn(block.region());
            SourceFile read = SourceText.of(file.text().name(), block.text()).read();
            read.problems().forEach(problem -> problems.add(new Problem(placement, problem)));
            layers.add(read.documents().stream()
                    .map(SourceDocument::root)
                    .filter(node -> node.mapping().isPresent())
                    .findFirst()
                    .map(root -> Layer.of(read, placement, root))
                    .orElseGet(() -> Layer.nothing(file.text(), placement)));
        } else {
            layers.add(object.map(values -> Layer.of(file, whole, values))
                    .orElseGet(() -> Layer.nothing(file.text(), whole.somewhereIn(source.region()))));
        }
        elements(source, "helm.parameters")
                .forEach(parameter -> parameter(parameter, whole).forEach(layers::add));
        return new Origin(
                layers,
                version,
                Optional.of(Delivery.ARGO_CD),
                Stream.of("helm.valueFiles", "helm.fileParameters")
                        .anyMatch(key -> elements(source, key).findAny().isPresent()),
                problems);
    }

    private static Stream<Layer> parameter(SourceNode parameter, Placement whole) {
        boolean isText = at(parameter, "forceString").flatMap(Origin::text).equals(Optional.of("true"));
        return at(parameter, "value").flatMap(SourceNode::scalar).stream()
                .flatMap(value -> SetArguments.parameter(
                        at(parameter, "name").flatMap(Origin::text).orElse(""),
                        value.text(),
                        isText,
                        whole,
                        value.region()));
    }

    /** How far the lines of a block are indented. */
    private static int indent(SourceText text, SourceRegion block) {
        return text.at(block)
                .lines()
                .skip(1)
                .filter(line -> !line.isBlank())
                .map(line -> line.length() - line.stripLeading().length())
                .min(Comparator.naturalOrder())
                .orElse(0);
    }

    /** What an umbrella chart hands on stands below the name that it calls this chart by. */
    private static SourceNode unwrapped(SourceNode root) {
        ChartProfile newest = ChartProfile.of(
                ChartProfile.supported().get(ChartProfile.supported().size() - 1));
        long own = keys(root).filter(key -> newest.has(key(key))).count();
        return entries(root).stream()
                .filter(entry -> entry.name().equals(OWN_NAME) || own == 0)
                .map(SourceMapping.Entry::value)
                .filter(value -> {
                    long known = keys(value).filter(key -> newest.has(key(key))).count();
                    return known > own && 2 * known >= keys(value).count();
                })
                .max(Comparator.comparing(
                        value -> keys(value).filter(key -> newest.has(key(key))).count()))
                .orElse(root);
    }

    private static String key(String name) {
        return KeyPath.ROOT.key(name).toString();
    }

    private static Stream<String> keys(SourceNode node) {
        return entries(node).stream().map(SourceMapping.Entry::name);
    }

    private static List<SourceMapping.Entry> entries(SourceNode node) {
        return node.mapping().map(SourceMapping::entries).orElse(List.of());
    }

    private static Optional<String> text(SourceNode node) {
        return node.scalar().map(SourceScalar::text);
    }

    private static Stream<SourceNode> elements(SourceNode node, String path) {
        return at(node, path).flatMap(SourceNode::sequence).stream().flatMap(list -> list.elements().stream());
    }

    private static Optional<SourceNode> at(SourceNode node, String path) {
        KeyPath steps = KeyPath.of(path);
        SourceSpot spot = SourceSpot.deepest(node, steps);
        return spot.steps() == steps.steps().size() ? Optional.of(spot.node()) : Optional.empty();
    }
}
