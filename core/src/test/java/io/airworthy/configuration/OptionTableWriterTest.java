package io.airworthy.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OptionTableWriterTest {

    private static final Path TABLE =
            Path.of("src/test/resources/io/airworthy/configuration/airflow-options-by-release.tsv");

    private static final Path DATA_FILE = Path.of("src/main/resources/io/airworthy/configuration/airflow-options.tsv");

    private static final String HEADER = "section\toption\tsource\ttype\tsensitive\tdeprecated\t3.2.0\t3.2.1\t3.3.0\n";

    @Test
    void writesTheRangeOfVersionsThatHaveAnOption() {
        String table = "# a remark\n" + HEADER
                + "tower\theight\tcore\tinteger\t\t\tx\tx\tx\n"
                + "tower\tlights\tcore\tstring\t\t\t\tx\tx\n"
                + "tower\tflag\tcore\tstring\t\t3.2.0\tx\t\t\n"
                + "tower\thorn\tcore\tstring\t\t\t\tx\t\n"
                + "tower\tkey\tcore\tstring\tyes\t\t\t\tx\n"
                + "harbour\tdepth\tprovider-x\tinteger\t\t\t\t\t\n";

        assertThat(OptionTableWriter.dataFile(table).lines().filter(line -> !line.startsWith("#")))
                .containsExactly(
                        "harbour.depth\t-\t-\t-\tprovider-x\t-",
                        "tower.flag\t-\t3.2.1\t3.2.0\tairflow\t-",
                        "tower.height\t-\t-\t-\tairflow\t-",
                        "tower.horn\t3.2.1\t3.3.0\t-\tairflow\t-",
                        "tower.key\t3.3.0\t-\t-\tairflow\tsensitive",
                        "tower.lights\t3.2.1\t-\t-\tairflow\t-");
    }

    @Test
    void anOptionThatComesBackHasALineForEachRange() {
        assertThat(OptionTableWriter.dataFile(HEADER + "tower\tflag\tcore\tstring\t\t\tx\t\tx\n")
                        .lines())
                .endsWith("tower.flag\t-\t3.2.1\t-\tairflow\t-", "tower.flag\t3.3.0\t-\t-\tairflow\t-");
    }

    @Test
    void refusesAnOptionThatNoReleaseHas() {
        assertThatThrownBy(() -> OptionTableWriter.dataFile(HEADER + "tower\tflag\tcore\tstring\t\t\t\t\t\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tower.flag is in no release");
    }

    @Test
    void theCommittedDataFileIsWhatTheCommandWrites() throws Exception {
        String written = OptionTableWriter.dataFile(Files.readString(TABLE));
        if (Boolean.getBoolean("airworthy.refresh")) {
            Files.writeString(DATA_FILE, written);
        }

        assertThat(DATA_FILE).hasContent(written);
    }
}
