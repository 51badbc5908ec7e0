package io.airworthy.render.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.airworthy.AirflowDeployment;
import io.airworthy.testkit.Deployments;
import io.airworthy.testkit.SampleDeployments;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaSourceTest {

    private static final int DEPLOYMENTS = Boolean.getBoolean("airworthy.extended") ? 500 : 30;

    @TempDir
    Path folder;

    @Test
    void itCompilesAndBuildsWhatItWasMadeOf() throws ReflectiveOperationException, IOException {
        List<AirflowDeployment> all = Stream.concat(
                        Stream.of(SampleDeployments.exercise().toBuilder()
                                .extraValues(odd())
                                .build()),
                        IntStream.range(0, DEPLOYMENTS).mapToObj(Deployments::sample))
                .toList();
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            files.add(Files.writeString(
                    folder.resolve("Deployment" + i + ".java"),
                    JavaSource.of(all.get(i), "team.airflow", "Deployment" + i)));
        }

        compile(files);

        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            for (int i = 0; i < all.size(); i++) {
                Method deployment =
                        loader.loadClass("team.airflow.Deployment" + i).getDeclaredMethod("deployment");
                deployment.setAccessible(true);
                assertThat(deployment.invoke(null)).isEqualTo(all.get(i));
            }
        }
    }

    private static Map<String, Object> odd() {
        return Map.of(
                "labels", Map.of("quoted \"\\", "two\nlines\n"),
                "workers", Map.of("large", 5_000_000_000L, "list", List.of(1, true, "ä")));
    }

    private void compile(List<Path> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter problems = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            problems,
                            manager,
                            null,
                            List.of(
                                    "-d",
                                    folder.toString(),
                                    "-proc:none",
                                    "-Xlint:all,-classfile,-processing",
                                    "-Werror"),
                            null,
                            manager.getJavaFileObjectsFromPaths(files))
                    .call();
            assertThat(compiled).as(problems.toString()).isTrue();
        }
    }

    @Test
    void itReadsLikeWrittenByHand() {
        assertThat(JavaSource.of(SampleDeployments.exercise(), "", "Team"))
                .startsWith("import io.airworthy.AirflowDeployment;\n")
                .contains("        return AirflowDeployment.builder()\n                .chartVersion(")
                .contains(".executors(List.of(Executor.CELERY))\n                .database(ExternalDatabase.builder()\n"
                        + "                        .provider(DatabaseProvider.AWS_RDS)\n");
    }

    @Test
    void namesOfPackageAndClassAreNames() {
        assertThatIllegalArgumentException().isThrownBy(() -> JavaSource.of(SampleDeployments.exercise(), "", "a b"));
    }
}
