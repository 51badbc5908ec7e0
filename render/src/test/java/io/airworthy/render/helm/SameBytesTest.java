package io.airworthy.render.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same model gives the same bytes, wherever and whenever it is rendered. */
@Tag("slow")
class SameBytesTest {

    @Test
    void twice() {
        assertThat(ValuesDigest.ofMany()).isEqualTo(ValuesDigest.ofMany());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tr-TR", "ar-EG-u-nu-arab", "th-TH-u-ca-buddhist-nu-thai"})
    void inAnyLocale(String language) {
        String here = ValuesDigest.ofMany();
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag(language));
        try {
            assertThat(ValuesDigest.ofMany()).isEqualTo(here);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void inAnyTimeZone() {
        String here = ValuesDigest.ofMany();
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
        try {
            assertThat(ValuesDigest.ofMany()).isEqualTo(here);
        } finally {
            TimeZone.setDefault(before);
        }
    }

    /** A new JVM has other hash seeds for its immutable sets and maps, too. */
    @Test
    void onAMachineWithAnotherEncodingAndLanguage() {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

        String elsewhere = CommandLine.run(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dfile.encoding=ISO-8859-1",
                "-Duser.language=tr",
                "-Duser.country=TR",
                "-Dline.separator=\r\n",
                "-cp",
                classPath,
                ValuesDigest.class.getName()));

        assertThat(elsewhere.strip()).isEqualTo(ValuesDigest.ofMany());
    }
}
