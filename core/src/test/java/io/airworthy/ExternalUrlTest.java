package io.airworthy;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.ExternalUrl.Parts;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://airflow.example.com, https, airflow.example.com, , ''",
        "https://airflow.example.com/, https, airflow.example.com, , ''",
        "https://airflow.example.com:8443/team/airflow/, https, airflow.example.com, 8443, /team/airflow",
        "http://[fd00::7]:8080, http, fd00::7, 8080, ''"
    })
    void takesUrlsApart(String text, String scheme, String host, Integer port, String path) {
        assertThat(ExternalUrl.of(text).parts()).contains(new Parts(scheme, host, Optional.ofNullable(port), path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "https://",
                "airflow.example.com",
                "HTTPS://airflow.example.com",
                "ftp://airflow.example.com",
                "https://ada@airflow.example.com",
                "https://airflow.example.com?next=/",
                "https://airflow.example.com/#/",
                "https://airflow example.com"
            })
    void whatIsNoSuchAddressHasNoParts(String text) {
        assertThat(ExternalUrl.of(text).parts()).isEmpty();
    }

    @Test
    void dropsTheSlashesThatAirflow2DoesNotStartWith() {
        assertThat(ExternalUrl.of("https://airflow.example.com/team//"))
                .hasToString("https://airflow.example.com/team");
    }

    @Test
    void neverShowsAPassword() {
        assertThat(ExternalUrl.of("https://ada:s3cret@airflow.example.com").toString())
                .isEqualTo("https://<redacted>@airflow.example.com");
    }
}
