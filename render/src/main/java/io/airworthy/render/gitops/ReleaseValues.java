package io.airworthy.render.gitops;

import io.airworthy.AirflowDeployment;
import io.airworthy.Delivery;
import io.airworthy.frozen.Tree;
import io.airworthy.render.helm.HelmValues;
import io.airworthy.secrets.SecretRevisions;
import io.airworthy.validation.RuleSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of a release for the tool that delivers it, and whether they may stand in an object as a tree. {@code null} means something to Helm: it takes
 * a default of the chart away. {@code kubectl apply} takes it for something to delete from the object, and Helm would never
 * see it; values with one go as text.
 */
final class ReleaseValues {

    private final HelmValues values;

    /** Values that leave the migration to a Helm hook would let another tool than Helm wait forever. */
    ReleaseValues(AirflowDeployment deployment, Delivery tool, RuleSet rules, SecretRevisions revisions) {
        if (deployment.delivery() != tool) {
            throw new IllegalArgumentException("the deployment is delivered by " + deployment.delivery()
                    + ", and its values are made for that; set delivery(Delivery." + tool + ")");
        }
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
