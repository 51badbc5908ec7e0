package io.airworthy.render.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AuthManager;
import io.airworthy.WebConfiguration;
import io.airworthy.pods.Component;

/** The web pods have the file that says how people sign in, and Airflow the auth manager. */
final class SignInArrived {

    private final Release release;

    private SignInArrived(Release release) {
        this.release = release;
    }

    static void check(Release release) {
        SignInArrived arrived = new SignInArrived(release);
        arrived.authManager(release.deployment().authManager());
        release.deployment().webConfiguration().ifPresent(arrived::configuration);
    }

    /** What the chart leaves out is Airflow's own default. */
    private void authManager(AuthManager manager) {
        assertThat(release.airflowCfg().get("core.auth_manager").orElse(AuthManager.FAB.className()))
                .isEqualTo(manager.className());
    }

    private void configuration(WebConfiguration configuration) {
        Pod web = release.podOf(Component.WEB);
        MountedFile file = web.container(release.names().componentLabel(Component.WEB))
                .fileAt(release.deployment().image().airflowHome() + "/webserver_config.py")
                .orElseThrow();
        assertThat(file.source().key()).isEqualTo(WebConfiguration.FILE_NAME);
        if (configuration instanceof WebConfiguration.ConfigMap configMap) {
            assertThat(file.source().secret()).isEqualTo(configMap.name());
        }
        if (configuration instanceof WebConfiguration.Text text) {
            assertThat(release.object("ConfigMap", file.source().secret())
                            .path("data")
                            .path(file.source().key())
                            .asText()
                            .strip())
                    .isEqualTo(text.text().strip());
            assertThat(web.metadata().path("annotations").properties())
                    .as("what restarts %s", web)
                    .anyMatch(annotation -> annotation
                            .getKey()
                            .matches("checksum.*/(web-configuration|(webserver|api-server)-config)"));
        }
    }
}
