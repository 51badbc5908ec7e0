package io.airworthy.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.render.document.FactTypes;
import io.airworthy.secrets.Sensitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the modules show to the world is kept in a file for each, so that a review sees when it changes. */
class ApiTest {

    private static final String COMMAND =
            "mvn -pl render -am test -Dtest=ApiTest -Dsurefire.failIfNoSpecifiedTests=false -Dairworthy.refresh=true";

    @ParameterizedTest
    @CsvSource({"core", "secrets", "render"})
    void theApiIsTheOneThatWasReviewed(String module) throws IOException {
        String api = ApiListing.ofModuleWith(typeIn(module)).text();
        Path file = Path.of("..", module, "api.txt");
        if (Boolean.getBoolean("airworthy.refresh")) {
            Files.writeString(file, api);
        }

        assertThat(Files.readString(file))
                .as("api.txt is written by: " + COMMAND)
                .isEqualTo(api);
    }

    /** What a native image has to keep, because it is found by its name alone. */
    @ParameterizedTest
    @CsvSource({"core", "secrets", "render"})
    void nativeImagesKeepWhatIsFoundByName(String module) throws IOException {
        NativeImageMetadata metadata = NativeImageMetadata.of(
                Path.of("..", module),
                ApiListing.ofModuleWith(typeIn(module)),
                module.equals("render") ? FactTypes.all() : Set.of());
        Path folder =
                Path.of("..", module, "src/main/resources/META-INF/native-image/io.airworthy/airworthy-" + module);
        for (Map.Entry<String, String> file : metadata.files().entrySet()) {
            if (Boolean.getBoolean("airworthy.refresh")) {
                Files.createDirectories(folder);
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
            assertThat(folder.resolve(file.getKey()))
                    .as("written by: " + COMMAND)
                    .content()
                    .isEqualTo(file.getValue());
        }
    }

    private static Class<?> typeIn(String module) {
        return switch (module) {
            case "core" -> AirflowDeployment.class;
            case "secrets" -> Sensitive.class;
            default -> DeploymentPackage.class;
        };
    }
}
