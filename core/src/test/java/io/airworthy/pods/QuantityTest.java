package io.airworthy.pods;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "2, 2",
        "+2, 2",
        "-1, -1",
        "0.5, 0.5",
        ".5, 0.5",
        "1., 1",
        "500m, 0.5",
        "100u, 0.0001",
        "1n, 0.000000001",
        "128k, 128000",
        "128M, 128000000",
        "1G, 1000000000",
        "1Ki, 1024",
        "128Mi, 134217728",
        "1.5Gi, 1610612736",
        "1Ti, 1099511627776",
        "1Ei, 1152921504606846976",
        "1E, 1000000000000000000",
        "1e3, 1000",
        "1E3, 1000",
        "2e-1, 0.2"
    })
    void readsWhatKubernetesReads(String text, BigDecimal amount) {
        assertThat(Quantity.of(text).amount().orElseThrow()).isEqualByComparingTo(amount);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "m", "128MB", "128mi", "128K", "1 Gi", "1Gi ", "one", "1,5", "--1", "1e", "1ki", ".", "NaN",
                "1GiB"
            })
    void refusesWhatKubernetesRefuses(String text) {
        assertThat(Quantity.of(text).amount()).isEmpty();
    }
}
