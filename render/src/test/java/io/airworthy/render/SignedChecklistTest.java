package io.airworthy.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.airworthy.AirflowDeployment;
import io.airworthy.render.document.SignedChecklist;
import io.airworthy.testkit.SampleDeployments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People work with the checklist of a package that is rendered again and again. */
class SignedChecklistTest {

    private static final AirflowDeployment AIRFLOW = SampleDeployments.exercise();

    @TempDir
    Path folder;

    private Path checklist;

    @BeforeEach
    void write() throws IOException {
        DeploymentPackage.of(AIRFLOW).writeTo(folder.resolve("package"));
        checklist = folder.resolve("package/CHECKLIST.md");
    }

    @Test
    void whatPeopleWroteStaysWhenThePackageIsRenderedAgain() throws IOException {
        change("- [ ] Test task executed", "- [x] Test task executed — Ada, 2026-12-01");
        change("- [ ] DAG import errors: 0", "- [X] DAG import errors: 0");

        DeploymentPackage.of(AIRFLOW).writeTo(folder.resolve("package"));

        assertThat(checklist)
                .content()
                .contains("- [x] Test task executed — Ada, 2026-12-01\n", "- [X] DAG import errors: 0\n")
                .contains("- [ ] Dashboards created\n");
    }

    @Test
    void aSecondRenderingChangesNothingMore() throws IOException {
        change("- [ ] Test task executed", "- [x] Test task executed — Ada, 2026-12-01");
        DeploymentPackage.of(AIRFLOW).writeTo(folder.resolve("package"));
        String once = Files.readString(checklist);

        DeploymentPackage.of(AIRFLOW).writeTo(folder.resolve("package"));

        assertThat(checklist).hasContent(once);
    }

    @Test
    void aSignatureUnderALineThatNobodyAsksAnyLongerIsKept() throws IOException {
        change("- [ ] Dashboards created", "- [x] Dashboards created for version 1 — Ada, 2026-12-01");

        AirflowDeployment other = AIRFLOW.toBuilder().namespace("elsewhere").build();
        DeploymentPackage.of(other).writeTo(folder.resolve("package"));
        assertThat(checklist).content().contains("- [x] Dashboards created for version 1 — Ada, 2026-12-01\n");

        change("- [x] Dashboards created for", "- [x] Panels made for");
        DeploymentPackage.of(AIRFLOW).writeTo(folder.resolve("package"));
        DeploymentPackage.of(AIRFLOW).writeTo(folder.resolve("package"));

        assertThat(checklist)
                .content()
                .containsOnlyOnce("## Signed before, and no longer asked\n")
                .containsOnlyOnce("- [x] Panels made for version 1 — Ada, 2026-12-01\n")
                .contains("- [ ] Dashboards created\n");
    }

    @Test
    void anyOtherChangeIsSomebodys() throws IOException {
        change("## Database", "## My database");

        assertThatExceptionOfType(ForeignFilesException.class)
                .isThrownBy(() -> DeploymentPackage.of(AIRFLOW).writeTo(folder.resolve("package")))
                .satisfies(foreign -> assertThat(foreign.files()).containsExactly("CHECKLIST.md"));
    }

    @Test
    void aTextOfSomebodysIsNoSignedChecklist() {
        assertThat(SignedChecklist.of("").isOnlySigned()).isFalse();
        assertThat(SignedChecklist.of("- [x] done\n").isOnlySigned()).isFalse();
    }

    private void change(String from, String to) throws IOException {
        String text = Files.readString(checklist);
        assertThat(text).contains(from);
        Files.writeString(checklist, text.replace(from, to));
    }
}
