package io.airworthy.rules;

import static io.airworthy.rules.RiskySetting.ANY;
import static io.airworthy.rules.RiskySetting.OFF;
import static io.airworthy.rules.RiskySetting.ON;
import static io.airworthy.rules.RiskySetting.above;
import static io.airworthy.rules.RiskySetting.any;
import static io.airworthy.rules.RiskySetting.at;
import static io.airworthy.rules.RiskySetting.with;

import io.airworthy.AirflowDeployment;
import io.airworthy.AuthManager;
import io.airworthy.WebConfiguration;
import io.airworthy.validation.Rule;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Airflow's own switches, and those of the programs beside it, that are meant for a developer's machine. */
final class InsecureSettingRules {

    private static final String OPTIONS =
            "https://airflow.apache.org/docs/apache-airflow/stable/configurations-ref.html";

    private static final String WEB = "https://airflow.apache.org/docs/apache-airflow/stable/security/webserver.html";

    private static final String FAB =
            "https://airflow.apache.org/docs/apache-airflow-providers-fab/stable/auth-manager/";

    private static final String IMAGE = "https://airflow.apache.org/docs/docker-stack/entrypoint.html";

    static final Rule LOGIN_IS_REQUIRED = Rule.error("RISK-040")
            .title("Visitors do not have to log in")
            .because("anyone who reaches the page can do what the setting allows, up to reading connections and"
                    + " variables and running code as an administrator")
            .remedy("remove it, so that people have to log in")
            .source(FAB + "webserver-authentication.html")
            .brokenBy(it -> it.airflowConfig("core.simple_auth_manager_all_admins", "True"))
            .finds(any(
                    at("*.AUTH_ROLE_PUBLIC", "(?!(?:Public|None|null)$).+"),
                    at("config.core.simple_auth_manager_all_admins", ON)));

    static final Rule API_REQUIRES_A_LOGIN = Rule.error("RISK-041")
            .title("An API accepts requests without a login")
            .because("anyone who reaches it can start DAGs with any settings, and read connections and logs")
            .remedy("remove it, or use a backend that authenticates its users")
            .source(FAB + "api-authentication.html")
            .brokenBy(it -> it.environment("FLOWER_UNAUTHENTICATED_API", "true"))
            .finds(any(
                    at("config.fab.auth_backends", with("\\bauth\\.backend\\.default\\b")),
                    at("env.FLOWER_UNAUTHENTICATED_API", ON)));

    static final Rule CORS_IS_LIMITED = Rule.error("RISK-042")
            .title("Every web site may call the API from a browser")
            .because("any page that a logged-in user visits can read data and start DAGs in that user's name")
            .remedy("list the origins that need access, or remove it")
            .source(OPTIONS + "#access-control-allow-origins")
            .brokenBy(it -> it.airflowConfig("api.access_control_allow_origins", "*"))
            .finds(any(
                    at("config.api.access_control_allow_origins", with("(?:^|[\\s,])\\*(?:$|[\\s,])")),
                    at("*.*/cors-allow-origin", with("(?:^|[\\s,])\\*(?:$|[\\s,])")),
                    at("*.CORS_OPTIONS.origins", with("\\*"))));

    static final Rule AUTH_MANAGER_IS_FOR_PRODUCTION = Rule.warning("RISK-043")
            .title("The auth manager is meant for development only")
            .because("its users and passwords are in a file inside one pod, and change when that pod is replaced")
            .remedy("use the FAB auth manager, or your provider's")
            .source(
                    "https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/auth-manager/simple/index.html")
            .brokenBy(it -> it.authManager(AuthManager.SIMPLE))
            .finds(any(at("config.core.auth_manager", with("SimpleAuthManager"))));

    static final Rule NEW_USERS_ARE_NOT_ADMINS = Rule.warning("RISK-044")
            .title("Everybody becomes an administrator at the first login")
            .because("everyone with an account at the identity provider can read connections and variables, and run"
                    + " all DAGs")
            .remedy("use the role Viewer or Public, and map groups to roles with AUTH_ROLES_MAPPING")
            .source(FAB + "webserver-authentication.html")
            .brokenBy(it -> it.webConfiguration(
                    WebConfiguration.text("import os\n\nAUTH_USER_REGISTRATION_ROLE = \"Admin\"\n")))
            .finds(any(at("*.AUTH_USER_REGISTRATION_ROLE", "Admin|Op")));

    static final Rule TOKENS_EXPIRE = Rule.warning("RISK-045")
            .title("A token or session is valid for too long")
            .because("anyone who gets hold of one can use it until it expires, because Airflow cannot revoke it")
            .remedy("use at most a week for tokens, a day for task tokens, and 30 days for sessions")
            .source("https://airflow.apache.org/docs/apache-airflow/stable/security/jwt_token_authentication.html")
            .brokenBy(it -> it.airflowConfig("fab.session_lifetime_minutes", "525600"))
            .finds(any(
                    at(
                            "config.api_auth.jwt_expiration_time",
                            above(Duration.ofDays(7).toSeconds())),
                    at(
                            "config.api_auth.jwt_cli_expiration_time",
                            above(Duration.ofDays(7).toSeconds())),
                    at(
                            "config.execution_api.jwt_expiration_time",
                            above(Duration.ofDays(1).toSeconds())),
                    at("config.api_auth.jwt_leeway", above(Duration.ofHours(1).toSeconds())),
                    at(
                            "config.fab.session_lifetime_minutes",
                            above(Duration.ofDays(30).toMinutes()))));

    static final Rule SESSION_COOKIE_IS_PROTECTED = Rule.warning("RISK-046")
            .title("The session cookie is not protected")
            .because("the session can be read on the network or by a script, or another site can act in the user's"
                    + " name")
            .remedy("remove it, and set cookie_secure to True if browsers connect by HTTPS")
            .source(WEB)
            .brokenBy(it -> it.airflowConfig("fab.cookie_secure", "False"))
            .finds(any(
                    at("config.fab.cookie_secure", OFF),
                    at("config.fab.cookie_samesite", "(?i)none"),
                    at("*.SESSION_COOKIE_SECURE", OFF),
                    at("*.SESSION_COOKIE_HTTPONLY", OFF),
                    at("*.SESSION_COOKIE_SAMESITE", "(?i)none"),
                    at("*.WTF_CSRF_ENABLED", OFF)));

    static final Rule INTERNALS_ARE_HIDDEN = Rule.warning("RISK-050")
            .title("Airflow shows internal details to its users")
            .because("any user can see hosts, passwords in URLs or the source of Airflow itself")
            .remedy("remove it, or set non-sensitive-only")
            .source(OPTIONS + "#expose-config")
            .brokenBy(it -> it.airflowConfig("api.expose_config", "True"))
            .finds(any(
                    at("config.api.expose_config", ON),
                    at("config.api.expose_stacktrace", ON),
                    at("config.webserver.expose_stacktrace", ON)));

    static final Rule NO_EXAMPLE_DAGS = Rule.warning("RISK-051")
            .title("Airflow's example DAGs are loaded")
            .because("they clutter the list of DAGs, and some run any command that the user who starts them enters")
            .remedy("remove it: the chart turns them off")
            .source(OPTIONS + "#load-examples")
            .brokenBy(it -> it.airflowConfig("core.load_examples", "True"))
            .finds(any(at("config.core.load_examples", ON)));

    static final Rule NO_CONNECTION_TESTS = Rule.warning("RISK-052")
            .title("Users may test connections in the web interface")
            .because("anyone who may edit connections can make Airflow's server connect to any host, with any driver"
                    + " options")
            .remedy("remove it, or waive this if all such users are trusted")
            .source(OPTIONS + "#test-connection")
            .brokenBy(it -> it.airflowConfig("core.test_connection", "Enabled"))
            .finds(any(at("config.core.test_connection", "(?i)enabled")));

    static final Rule SECRETS_ARE_MASKED = Rule.warning("RISK-053")
            .title("Airflow does not mask secrets in pages and logs")
            .because("passwords in connections and variables appear in task logs, which many people can read and"
                    + " which are kept for a long time")
            .remedy("remove it")
            .source("https://airflow.apache.org/docs/apache-airflow/stable/security/secrets/mask-sensitive-values.html")
            .brokenBy(it -> it.airflowConfig("core.hide_sensitive_var_conn_fields", "False"))
            .finds(any(at("config.core.hide_sensitive_var_conn_fields", OFF)));

    static final Rule DESERIALIZATION_IS_LIMITED = Rule.warning("RISK-060")
            .title("Tasks may exchange any Python object")
            .because("deserializing an object can run code, so anyone who can write such a value can run code in"
                    + " another task")
            .remedy("list the classes that your tasks exchange")
            .source(OPTIONS + "#allowed-deserialization-classes")
            .brokenBy(it -> it.airflowConfig("core.allowed_deserialization_classes", ".*"))
            .finds(any(
                    at(
                            "config.core.allowed_deserialization_classes",
                            with("(?:^|[\\s,])\\^?(?:\\.?\\*)\\$?(?:$|[\\s,])")),
                    at(
                            "config.core.allowed_deserialization_classes_regexp",
                            with("(?:^|[\\s,])\\^?\\.[*+]\\$?(?:$|[\\s,])")),
                    at("config.core.enable_xcom_pickling", ON),
                    at("config.api.enable_xcom_deserialize_support", ON)));

    static final Rule NO_DEVELOPMENT_SETTINGS = Rule.warning("RISK-061")
            .title("A development setting is on")
            .because("Airflow runs with test settings, shows a debugger, or creates a user with a well-known password")
            .remedy("remove it")
            .source(IMAGE)
            .brokenBy(it -> it.airflowConfig("core.unit_test_mode", "True"))
            .finds(any(
                    at("config.core.unit_test_mode", ON),
                    at("env.DEV_MODE", ON),
                    at("env.FLASK_DEBUG", ON),
                    at("env.FLASK_ENV", "development"),
                    at("env._AIRFLOW_WWW_USER_CREATE", ON)));

    static final Rule NO_PACKAGES_INSTALLED_AT_START = Rule.warning("RISK-062")
            .title("Packages are installed when a container starts")
            .because("every start is slow and depends on the package index: pods can get different versions, and"
                    + " cannot start while the index is down")
            .remedy("build an image that contains the packages, and set it as image")
            .source(IMAGE + "#installing-additional-requirements")
            .brokenBy(it -> it.environment("_PIP_ADDITIONAL_REQUIREMENTS", "pandas==2.2.3"))
            .finds(any(
                    at("env._PIP_ADDITIONAL_REQUIREMENTS", "(?s).+"),
                    at("*.args", with("\\bpip3? install\\b")),
                    at("*.command", with("\\bpip3? install\\b"))));

    static final Rule DAG_SERVER_IS_VERIFIED = Rule.error("RISK-063")
            .title("The server that DAG code comes from is not verified")
            .because("anyone between the pod and the server can send other code, and Airflow runs it")
            .remedy("remove it, and give git the CA certificate or the known hosts")
            .source("https://git-scm.com/docs/git-config#Documentation/git-config.txt-httpsslVerify")
            .brokenBy(it -> it.environment("GIT_SSL_NO_VERIFY", "true"))
            .finds(any(
                    at("env.GIT_SSL_NO_VERIFY", ANY),
                    at("env.GITSYNC_SSH_KNOWN_HOSTS", OFF),
                    at("env.GIT_KNOWN_HOSTS", OFF),
                    at("env.GITSYNC_GIT_CONFIG", with("(?i)sslVerify[\"']?\\s*[:=]\\s*[\"']?(?:false|0|no|off)")),
                    at("env.GIT_SSH_COMMAND", with("(?i)StrictHostKeyChecking[= ]no")),
                    at("env.GIT_CONFIG_PARAMETERS", with("(?i)sslVerify=(?:false|0|no|off)"))));

    static final Rule CERTIFICATES_ARE_VERIFIED = Rule.warning("RISK-064")
            .title("Certificates are not verified")
            .because("anyone in between can read passwords and impersonate the server")
            .remedy("give the program the CA certificate instead")
            .source("https://kubernetes.io/docs/tasks/tls/managing-tls-in-a-cluster/")
            .brokenBy(it -> it.environment("NODE_TLS_REJECT_UNAUTHORIZED", "0"))
            .finds(
                    any(
                            at("env.PYTHONHTTPSVERIFY", "0"),
                            at("env.NODE_TLS_REJECT_UNAUTHORIZED", "0"),
                            at("env.CURL_CA_BUNDLE", ""),
                            at("env.REQUESTS_CA_BUNDLE", ""),
                            at("env.*SKIP_VERIFY", ON),
                            at("env.*SKIP_TLS_VERIFY", ON),
                            at("env.*VERIFY_SSL", OFF),
                            at("env.*VERIFY_CERTS", OFF),
                            at("env.*SSL_VERIFY", OFF),
                            at("env.*TLS_VERIFY", OFF),
                            at("config.*.verify_ssl", OFF),
                            at("config.*.verify_certs", OFF),
                            at("config.*.ssl_context", "(?i)none"),
                            at("config.*.*backend_kwargs", with("\"verify\"\\s*:\\s*(?:false|\"false\")")),
                            at(
                                    "*.args",
                                    with(
                                            "--insecure-skip-tls-verify|--no-check-certificate|\\bcurl\\b.*\\s(?:-k|--insecure)\\b")),
                            at(
                                    "*.command",
                                    with(
                                            "--insecure-skip-tls-verify|--no-check-certificate|\\bcurl\\b.*\\s(?:-k|--insecure)\\b"))));

    static final Rule NO_WRITABLE_PRELOADS = Rule.warning("RISK-065")
            .title("Every program loads a library from a writable location")
            .because("anyone who can write that file runs code in every process of the pod")
            .remedy("keep the library in the image, below /usr/lib")
            .source("https://man7.org/linux/man-pages/man8/ld.so.8.html")
            .brokenBy(it -> it.environment("LD_PRELOAD", "/tmp/trace.so"))
            .finds(any(
                    at("env.LD_PRELOAD", InsecureSettingRules::isWritable),
                    at("env.LD_AUDIT", InsecureSettingRules::isWritable)));

    static final Rule TASKS_REPORT_TO_THIS_DEPLOYMENT = Rule.warning("RISK-066")
            .title("Tasks report to a server outside this deployment")
            .because("each task sends that server its token, and asks it for connections and variables")
            .remedy("remove it: the chart points tasks at the API server")
            .source(OPTIONS + "#execution-api-server-url")
            .brokenBy(it -> it.airflowConfig("core.execution_api_server_url", "https://airflow.example.org/execution/"))
            .finds(deployment -> any(at("config.core.execution_api_server_url", url -> isElsewhere(deployment, url)))
                    .apply(deployment));

    static final List<Rule> ALL = List.of(
            LOGIN_IS_REQUIRED,
            API_REQUIRES_A_LOGIN,
            CORS_IS_LIMITED,
            AUTH_MANAGER_IS_FOR_PRODUCTION,
            NEW_USERS_ARE_NOT_ADMINS,
            TOKENS_EXPIRE,
            SESSION_COOKIE_IS_PROTECTED,
            INTERNALS_ARE_HIDDEN,
            NO_EXAMPLE_DAGS,
            NO_CONNECTION_TESTS,
            SECRETS_ARE_MASKED,
            DESERIALIZATION_IS_LIMITED,
            NO_DEVELOPMENT_SETTINGS,
            NO_PACKAGES_INSTALLED_AT_START,
            DAG_SERVER_IS_VERIFIED,
            CERTIFICATES_ARE_VERIFIED,
            NO_WRITABLE_PRELOADS,
            TASKS_REPORT_TO_THIS_DEPLOYMENT);

    private static final Pattern HOST = Pattern.compile("https?://(?:[^/@\\s]{0,200}@)?([^/:\\s{}$]{1,253}).*");

    private InsecureSettingRules() {}

    private static boolean isWritable(String libraries) {
        return Stream.of(libraries.split("[:\\s]+"))
                .anyMatch(
                        file -> !file.matches("|[\\w.+-]+|/(?:usr/)?(?:local/)?lib(?:32|64)?/.*|/opt/(?!airflow/).*"));
    }

    /** Inside the cluster it is the release's own Service; outside of it, the address that browsers use. */
    private static boolean isElsewhere(AirflowDeployment deployment, String url) {
        Matcher host = HOST.matcher(url);
        if (!host.matches()) {
            return false;
        }
        String name = host.group(1);
        String release = Pattern.quote(deployment.fullName().orElse(deployment.releaseName()));
        String namespace = Pattern.quote(deployment.namespace());
        boolean isOwnService = name.matches(release + "-[a-z-]+(?:\\." + namespace + "(?:\\.svc(?:\\..+)?)?)?");
        return !isOwnService
                && !name.matches("localhost|127\\.0\\.0\\.1")
                && deployment.baseUrl().stream()
                        .map(own -> HOST.matcher(own.text()))
                        .noneMatch(own -> own.matches() && own.group(1).equals(name));
    }
}
