package io.airworthy.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordTest {

    @Property
    void hasEveryKindOfCharacterAndNoneThatAUrlWouldEncode(@ForAll @IntRange(min = 16, max = 128) int length) {
        String password = Password.generate(length).reveal();
        assertThat(password).hasSize(length).matches("(?=.*[A-Z])(?=.*[a-z])(?=.*[0-9])[A-Za-z0-9]+");
        assertThat(URLEncoder.encode(password, StandardCharsets.UTF_8)).isEqualTo(password);
    }

    @Test
    void isNeverTheSameTwice() {
        assertThat(Password.generate()).isNotEqualTo(Password.generate());
        assertThat(Password.generate().reveal()).hasSize(32);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 15, 129})
    void refusesALengthOutOfRange(int length) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Password.generate(length))
                .withMessage("a password has from 16 to 128 characters, not " + length);
    }
}
