package io.airworthy;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code webserver_config.py}, in which Flask AppBuilder is told how people sign in and which roles they get. The webserver
 * reads it, from Airflow 3 on the API server.
 *
 * <p>It is Python, and it is no place for secrets: give them to the web pods as variables, and read these.
 *
 * <pre>{@code
 * .webConfiguration(WebConfiguration.text("""
 *         import os
 *         from flask_appbuilder.const import AUTH_OAUTH
 *
 *         AUTH_TYPE = AUTH_OAUTH
 *         OAUTH_PROVIDERS = [{"name": "github", "remote_app": {
 *             "client_id": os.environ["OAUTH_CLIENT_ID"],
 *             "client_secret": os.environ["OAUTH_CLIENT_SECRET"]}}]
 *         """))
 * .ha(ha -> ha.web(web -> web.pods(Pods.builder()
 *         .variable(Variable.fromSecret("OAUTH_CLIENT_ID", "github-oauth", "client-id"))
 *         .variable(Variable.fromSecret("OAUTH_CLIENT_SECRET", "github-oauth", "client-secret"))
 *         .build())))
 * }</pre>
 *
 * @see <a href="https://airflow.apache.org/docs/apache-airflow-providers-fab/stable/auth-manager/webserver-authentication.html">Webserver
 *     authentication</a>
 */
public sealed interface WebConfiguration {

    /** The name of the file, which is the key in a ConfigMap too. */
    String FILE_NAME = "webserver_config.py";

    /** Takes the configuration apart: the function of its variant makes the result. */
    <T> T match(Function<? super Text, ? extends T> text, Function<? super ConfigMap, ? extends T> configMap);

    /**
     * The file itself, which the chart puts into a ConfigMap. A change restarts the web pods.
     *
     * @param text the Python code
     */
    record Text(String text) implements WebConfiguration {

        /** Refuses null. */
        public Text {
            Objects.requireNonNull(text, "text");
        }

        @Override
        public <T> T match(
                Function<? super Text, ? extends T> text, Function<? super ConfigMap, ? extends T> configMap) {
            return text.apply(this);
        }
    }

    /**
     * A ConfigMap that somebody else keeps, with the key {@code webserver_config.py}. A change of it restarts nothing.
     *
     * @param name its name
     */
    record ConfigMap(String name) implements WebConfiguration {

        /** Refuses null. */
        public ConfigMap {
            Objects.requireNonNull(name, "name");
        }

        @Override
        public <T> T match(
                Function<? super Text, ? extends T> text, Function<? super ConfigMap, ? extends T> configMap) {
            return configMap.apply(this);
        }
    }

    /**
     * The file itself.
     *
     * @param text the Python code
     * @return the configuration
     */
    static Text text(String text) {
        return new Text(text);
    }

    /**
     * A ConfigMap that somebody else keeps.
     *
     * @param name its name
     * @return the configuration
     */
    static ConfigMap configMap(String name) {
        return new ConfigMap(name);
    }

    /** The Python code, if it is in the model. */
    default Optional<String> code() {
        return match(text -> Optional.of(text.text()), configMap -> Optional.empty());
    }
}
