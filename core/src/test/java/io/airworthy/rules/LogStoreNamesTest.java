package io.airworthy.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.logging.LogStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogStoresTest {

    private static final String PART = "a".repeat(63);

    @ParameterizedTest
    @ValueSource(strings = {"abc", "a.b", "logs_of-airflow", "logs.example.com"})
    void takesWhatGoogleTakes(String bucket) {
        assertThat(LogStores.faults(LogStore.gcs(bucket, ""))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "10.0.0.1", "goog-logs", "my-google-logs", "a..b", "-ab", "Abc"})
    void refusesWhatGoogleRefuses(String bucket) {
        assertThat(LogStores.faults(LogStore.gcs(bucket, ""))).hasSize(1);
    }

    @Test
    void aBucketOfGooglesEndsAt63CharactersAndOneWithDotsAt222() {
        String dotted = (PART + ".").repeat(3) + "a".repeat(30);

        assertThat(LogStores.faults(LogStore.gcs(PART, ""))).isEmpty();
        assertThat(LogStores.faults(LogStore.gcs(PART + "a", ""))).hasSize(1);
        assertThat(LogStores.faults(LogStore.gcs(dotted, ""))).isEmpty();
        assertThat(LogStores.faults(LogStore.gcs(dotted + "a", ""))).hasSize(1);
    }

    @Test
    void aLogGroupHasARuleOfItsOwn() {
        assertThat(LogStores.faults(LogStore.cloudWatch("?"))).isEmpty();
    }
}
