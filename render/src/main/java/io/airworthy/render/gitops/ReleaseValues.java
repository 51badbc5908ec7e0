package io.airworthy.render.gitops;

import io.airworthy.AirflowDeployment;
import io.airworthy.frozen.Tree;
import io.airworthy.render.helm.HelmValues;
import io.airworthy.secrets.SecretRevisions;
import io.airworthy.validation.RuleSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of a release, and whether they may stand in an object as a tree. {@code null} means something to Helm: it takes
 * a default of the chart away. {@code kubectl apply} takes it for something to delete from the object, and Helm would never
 * see it; values with one go as text.
 */
final class ReleaseValues {

    private final HelmValues values;

    ReleaseValues(AirflowDeployment deployment, RuleSet rules, SecretRevisions revisions) {
        this.values = HelmValues.of(deployment, rules, revisions);
    }

    boolean mayBeTree() {
        return !holdsNull(values.asMap());
    }

    Map<String, @Nullable Object> asTree() {
        return values.asMap();
    }

    String asText() {
        return values.asText();
    }

    private static boolean holdsNull(@Nullable Object value) {
        return Tree.fold(
                value,
                map -> map.values().stream().anyMatch(ReleaseValues::holdsNull),
                list -> list.stream().anyMatch(ReleaseValues::holdsNull),
                () -> value == null);
    }
}
