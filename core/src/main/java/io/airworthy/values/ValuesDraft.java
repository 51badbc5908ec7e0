package io.airworthy.values;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.Purpose;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.chart.ChartMove;
import io.airworthy.chart.ChartMoves;
import io.airworthy.chart.ChartProfile;
import io.airworthy.chart.KeyPath;
import io.airworthy.connection.ConnectionPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Values as they are being written: section by section, each key put at the place where this chart version has it.
 *
 * <p>Keys are named as the oldest chart names them; the table of moves says where they are now.
 */
final class ValuesDraft {

    private final AirflowDeployment deployment;
    private final ChartProfile profile;
    private final SecretCatalogue catalogue;
    private final ConnectionPlan plan;
    private final List<String> comments = new ArrayList<>();
    private final List<Map<String, @Nullable Object>> sections = new ArrayList<>();
    private Map<String, @Nullable Object> current = new LinkedHashMap<>();

    ValuesDraft(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.profile = ChartProfile.of(deployment.chartVersion().text());
        this.catalogue = deployment.release().secrets();
        this.plan = deployment.release().connections();
    }

    AirflowDeployment deployment() {
        return deployment;
    }

    SecretCatalogue catalogue() {
        return catalogue;
    }

    ConnectionPlan plan() {
        return plan;
    }

    ChartProfile profile() {
        return profile;
    }

    /** Begins a section: what is put from here on stands under this comment. */
    void section(String comment) {
        current = new LinkedHashMap<>();
        comments.add(comment);
        sections.add(current);
    }

    /** Puts a value at a key: in this section, or in the one that has the key's top level already. */
    ValuesDraft put(String path, @Nullable Object value) {
        put(List.of(here(path).split("\\.")), value);
        return this;
    }

    /** Puts a value at a key as it is named here, though this chart has another place for it. */
    void putAsNamed(String path, Object value) {
        put(List.of(path.split("\\.")), value);
    }

    /** Puts an option of {@code airflow.cfg}. Its name is text of the user's, and what follows its section is one key. */
    void putOption(String option, String value) {
        int dot = option.indexOf('.');
        put(
                dot < 0
                        ? List.of("config", option)
                        : List.of("config", option.substring(0, dot), option.substring(dot + 1)),
                value);
    }

    private void put(List<String> steps, @Nullable Object value) {
        Map<String, @Nullable Object> map = sections.stream()
                .filter(section -> section.containsKey(steps.get(0)))
                .findFirst()
                .orElse(current);
        for (String step : steps.subList(0, steps.size() - 1)) {
            map = child(map, step);
        }
        map.put(steps.get(steps.size() - 1), value);
    }

    /** Puts a value at a key that older charts do not have, where leaving it out is what they do anyway. */
    ValuesDraft putWhereKnown(String path, @Nullable Object value) {
        return profile.has(here(path)) ? put(path, value) : this;
    }

    /** Puts the name of a Secret at a key, if the deployment needs that Secret. */
    void putSecret(String path, Purpose purpose) {
        catalogue.find(purpose).map(RequiredSecret::name).ifPresent(name -> put(path, name));
    }

    /** The sections that say something. */
    List<Section> sections() {
        return IntStream.range(0, sections.size())
                .filter(i -> !sections.get(i).isEmpty())
                .mapToObj(i -> new Section(comments.get(i), sections.get(i)))
                .toList();
    }

    /** What this chart version has in a key's place, where that still works in the old place as well. */
    Optional<KeyPath> successor(KeyPath path) {
        return ChartMoves.find(profile.version(), deployment.airflowVersion().major(), path)
                .filter(move -> move.standing() == ChartMove.Standing.DEPRECATED)
                .flatMap(ChartMove::successor)
                .map(KeyPath::of);
    }

    /** Where else this chart takes what a key says. */
    List<KeyPath> otherPlaces(KeyPath path) {
        return ChartMoves.otherPlaces(
                profile.version(), deployment.airflowVersion().major(), path);
    }

    private String here(String path) {
        return successor(KeyPath.of(path)).map(KeyPath::toString).orElse(path);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> child(Map<String, @Nullable Object> map, String key) {
        return (Map<String, @Nullable Object>)
                map.computeIfAbsent(key, absent -> new LinkedHashMap<String, @Nullable Object>());
    }
}
