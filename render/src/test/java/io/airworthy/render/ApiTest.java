package io.airworthy.render;

import io.airworthy.AirflowDeployment;
import io.airworthy.render.document.FactTypes;
import io.airworthy.secrets.Sensitive;
import java.io.IOException;
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

        KeptText.assertMade(Path.of("..", module, "api.txt"), api, "api.txt is written by: " + COMMAND);
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
            KeptText.assertMade(folder.resolve(file.getKey()), file.getValue(), "written by: " + COMMAND);
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
