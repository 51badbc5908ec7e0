package io.airworthy.values;

import static io.airworthy.values.Part.DEPLOYMENT;

import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowDeploymentBuilder;
import io.airworthy.AuthManager;
import io.airworthy.WebConfiguration;
import io.airworthy.WebTier;
import io.airworthy.chart.ChartTrait;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/** How people sign in. */
final class SignInValues {

    private static final String TEXT = ChartKeys.WEB + "." + ChartKeys.WEB + "Config";
    private static final String CONFIG_MAP = TEXT + "ConfigMapName";
    private static final String WEBSERVERS_CONFIG_MAP = "webserver.webserverConfigConfigMapName";
    private static final String ANNOTATIONS = ChartKeys.WEB + ".podAnnotations";
    private static final String CHECKSUM = "checksum." + ValuesDraft.OWN_DOMAIN + "/web-configuration";

    private static final Attribute<AuthManager> MANAGER =
            DEPLOYMENT.attribute("authManager", AirflowDeployment::authManager, AirflowDeploymentBuilder::authManager);

    /** The chart has FAB for its default, and older ones leave it to Airflow, which has the same. */
    static final Setting AUTH_MANAGER = Setting.of(
            MANAGER,
            (values, manager) -> {
                if (!manager.equals(AuthManager.FAB)) {
                    values.putOption("core.auth_manager", manager.className());
                }
            },
            values -> values.option("core.auth_manager").map(AuthManager::new),
            "config.core.auth_manager");

    static final List<Setting> CONFIGURATION = List.of(
            Setting.of(
                    DEPLOYMENT.optional(
                            "webConfiguration",
                            AirflowDeployment::webConfiguration,
                            AirflowDeploymentBuilder::webConfiguration),
                    (values, configuration) -> configuration
                            .<Runnable>match(
                                    text -> () -> values.put(TEXT, ChartText.templated(text.text())),
                                    configMap -> () -> writeConfigMap(values, configMap.name()))
                            .run(),
                    values -> values.text(CONFIG_MAP)
                            .<WebConfiguration>map(WebConfiguration::configMap)
                            .or(() -> values.text(TEXT)
                                    .map(ChartText::fromTemplated)
                                    .map(WebConfiguration::text)),
                    TEXT,
                    CONFIG_MAP,
                    WEBSERVERS_CONFIG_MAP),
            Setting.derived(
                    values -> values.deployment()
                            .webConfiguration()
                            .flatMap(WebConfiguration::code)
                            .filter(text -> !restarts(values.deployment()))
                            .ifPresent(text -> values.putAll(ANNOTATIONS, Map.of(CHECKSUM, checksum(text)))),
                    ANNOTATIONS));

    private SignInValues() {}

    private static void writeConfigMap(ValuesDraft values, String name) {
        values.put(CONFIG_MAP, name);
        if (values.deployment().webTier() == WebTier.API_SERVER
                && !values.deployment().chartVersion().has(ChartTrait.API_SERVER_HAS_A_CONFIG_MAP_OF_ITS_OWN)) {
            // That chart mounts it where the API server's key is set, and takes the name from the webserver's.
            values.putAsNamed(WEBSERVERS_CONFIG_MAP, name);
        }
    }

    /** Whether the chart itself restarts the web pods when the file changes. */
    private static boolean restarts(AirflowDeployment deployment) {
        return deployment.webTier() == WebTier.WEBSERVER
                || deployment.chartVersion().has(ChartTrait.API_SERVER_RESTARTS_WITH_ITS_FILE);
    }

    /** It only has to differ where the file does. */
    private static String checksum(String text) {
        CRC32 checksum = new CRC32();
        checksum.update(text.getBytes(StandardCharsets.UTF_8));
        return "crc32-" + Long.toHexString(checksum.getValue());
    }
}
