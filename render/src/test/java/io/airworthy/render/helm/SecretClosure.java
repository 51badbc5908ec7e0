package io.airworthy.render.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.catalogue.SuppliedSecret;
import io.airworthy.material.Purpose;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The cluster reads what the catalogue lists, key by key: nothing else, and all of it. */
final class SecretClosure {

    private final Release release;
    private final SecretCatalogue catalogue;
    private final Set<SecretKey> reads;

    private SecretClosure(Release release) {
        this.release = release;
        this.catalogue = release.catalogue();
        this.reads = SecretReads.of(release);
    }

    static void check(Release release) {
        SecretClosure closure = new SecretClosure(release);
        closure.everythingReadIsListed();
        closure.everythingRequiredIsRead();
        closure.theChartMakesNone();
    }

    private void everythingReadIsListed() {
        Set<String> foreign = catalogue.foreign().stream()
                .filter(secret -> secret.keys().isEmpty())
                .map(SuppliedSecret::name)
                .collect(Collectors.toSet());
        Set<SecretKey> listed = listed();
        assertThat(reads)
                .as("Secret keys that somebody reads")
                .allSatisfy(read -> assertThat(foreign.contains(read.secret()) || listed.contains(read))
                        .as("%s is listed in %s or %s", read, listed, foreign)
                        .isTrue());
        assertThat(reads.stream().map(SecretKey::secret)).as("foreign Secrets").containsAll(foreign);
    }

    private void everythingRequiredIsRead() {
        Set<SecretKey> expected = listed();
        if (!release.showsJobs()) {
            expected.removeAll(readByJobsAlone());
        }
        assertThat(reads).as("Secret keys that somebody reads").containsAll(expected);
    }

    /** A Secret of the chart's own would hold random keys, or take over one of ours. */
    private void theChartMakesNone() {
        assertThat(release.objects("Secret").stream().map(Release::nameOf))
                .as("Secrets of the chart's own")
                .isEmpty();
    }

    private Set<SecretKey> listed() {
        Set<SecretKey> keys = new LinkedHashSet<>();
        for (RequiredSecret secret : catalogue.required()) {
            secret.entries().keySet().forEach(key -> keys.add(new SecretKey(secret.name(), key)));
        }
        for (SuppliedSecret secret : catalogue.foreign()) {
            secret.keys().forEach(key -> keys.add(new SecretKey(secret.name(), key)));
        }
        return keys;
    }

    private List<SecretKey> readByJobsAlone() {
        return List.of(
                new SecretKey(release.names().secret(Purpose.ADMIN), SecretCatalogue.PASSWORD),
                new SecretKey(release.names().secret(Purpose.DATABASE), SecretCatalogue.CONNECTION_DIRECT));
    }
}
