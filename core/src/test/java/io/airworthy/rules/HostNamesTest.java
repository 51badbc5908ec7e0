package io.airworthy.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "db",
                "db.example.com",
                "a-b.c_d.9z",
                "10.0.0.255",
                "::",
                "::1",
                "fd00::7",
                "1:2:3:4:5:6:7:8",
                "1:2:3:4:5:6:7::",
                "::ffff:10.0.0.1",
                "1:2:3:4:5:6:10.0.0.1",
                "abcd:abcd:abcd:abcd:abcd:abcd:255.255.255.255"
            })
    void takesWhatIsAHost(String text) {
        assertThat(HostNames.isHost(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "db.",
                "a..b",
                "-a",
                "a-",
                "db.example.42",
                "10.0.0.256",
                "10.0.0",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7::8",
                "1::2::3",
                ":::",
                "fd00::g",
                "fd00::12345",
                "1:2:3:4:5:6:7:10.0.0.1",
                "[fd00::7]",
                "00000:abcd:abcd:abcd:abcd:abcd:255.255.255.255"
            })
    void refusesWhatIsNone(String text) {
        assertThat(HostNames.isHost(text)).isFalse();
    }

    @Test
    void aNameEndsAt253Characters() {
        String longest = ("a".repeat(63) + ".").repeat(3) + "a".repeat(61);

        assertThat(HostNames.isHost(longest)).isTrue();
        assertThat(HostNames.isHost(longest + "a")).isFalse();
        assertThat(HostNames.isHost("a".repeat(64))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                     | the host name is missing",
                "'  '                   | the host name is missing",
                "postgres://db          | this is a URL, not a host name",
                "a..b                   | 'a..b' is not a host name",
                "airflow:s3cret@db      | this is not a host name alone, or not a host name at all"
            })
    void saysWhatIsWrongWithoutShowingALogin(String text, String expected) {
        assertThat(HostNames.describe(text)).isEqualTo(expected);
    }
}
