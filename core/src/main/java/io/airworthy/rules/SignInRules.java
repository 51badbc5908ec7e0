package io.airworthy.rules;

import static io.airworthy.rules.Subject.DEPLOYMENT;

import io.airworthy.AdminUser;
import io.airworthy.AirflowDeployment;
import io.airworthy.AuthManager;
import io.airworthy.WebConfiguration;
import io.airworthy.WebTier;
import io.airworthy.pods.Component;
import io.airworthy.pods.Pods;
import io.airworthy.rules.Subject.Part;
import io.airworthy.validation.Finding;
import io.airworthy.validation.Rule;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How people sign in. */
final class SignInRules {

    private static final String FAB_PAGE =
            "https://airflow.apache.org/docs/apache-airflow-providers-fab/stable/auth-manager/webserver-authentication.html";

    private static final String MANAGERS_PAGE =
            "https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/auth-manager/index.html";

    /** The chart indents the text below a key of a ConfigMap, so that the first line says how deep the others may be. */
    private static final Pattern PYTHON = Pattern.compile("\\n*\\S.*", Pattern.DOTALL);

    private static final Pattern CLASS = Pattern.compile("([A-Za-z_]\\w{0,99}\\.){1,20}[A-Za-z_]\\w{0,99}");

    /** A variable without which the file cannot be loaded. */
    private static final Pattern READ =
            Pattern.compile("(?m)^[^#\\n]{0,2000}?\\benviron\\[[\"']([A-Za-z_][A-Za-z0-9_]{0,200})[\"']]");

    private static final Subject<WebConfiguration> CONFIGURATION =
            DEPLOYMENT.given("webConfiguration", AirflowDeployment::webConfiguration);

    private static final Subject<AuthManager> MANAGER = DEPLOYMENT.at("authManager", AirflowDeployment::authManager);

    static final Rule WEB_CONFIGURATION_IS_VALID = Rule.error("SIGN-001")
            .title("The web configuration cannot be mounted")
            .because("the chart cannot be rendered, or the web pods never start")
            .remedy("use the text of a Python file whose first line is not indented, or the name of a ConfigMap")
            .source(FAB_PAGE)
            .brokenBy(it -> it.webConfiguration(WebConfiguration.configMap("Web_Config")))
            .finds(CONFIGURATION.faults(configuration -> configuration.match(
                    text -> textFault(text.text()),
                    configMap -> KubernetesNames.isUnquotedSubdomain(configMap.name())
                            ? Optional.empty()
                            : Optional.of(KubernetesNames.describe(configMap.name())))));

    static final Rule VARIABLES_ARE_THERE = Rule.warning("SIGN-002")
            .title("The web configuration reads a variable that nobody sets")
            .because("loading the file fails with a KeyError, and the web pods restart again and again")
            .remedy(
                    "give it to the web pods: ha.web.pods.variables, with Variable.fromSecret(...); if the image sets it,"
                            + " read it with os.environ.get")
            .source(FAB_PAGE)
            .after("SIGN-001")
            .brokenBy(it -> it.webConfiguration(WebConfiguration.text("import os\nAUTH_TYPE = 4\nOAUTH_PROVIDERS ="
                    + " [{'remote_app': {'client_secret': os.environ['OAUTH_CLIENT_SECRET']}}]\n")))
            .finds(CONFIGURATION.finds(SignInRules::missingVariables));

    static final Rule AUTH_MANAGER_EXISTS = Rule.error("SIGN-003")
            .title("The auth manager cannot be loaded")
            .because("the web pods fail at once, and nobody can sign in")
            .remedy(
                    "use AuthManager.FAB, another of its constants on an Airflow that has it, or the full name of a class")
            .source(MANAGERS_PAGE)
            .after("VER-002")
            .brokenBy(it -> it.authManager(new AuthManager("FabAuthManager")))
            .finds(MANAGER.faults(SignInRules::managerFault));

    static final Rule CONFIGURATION_IS_READ = Rule.error("SIGN-004")
            .title("The auth manager does not read the web configuration")
            .because("only Flask AppBuilder reads webserver_config.py, so nothing in it has an effect")
            .remedy("remove webConfiguration and use the auth manager's own options, or use AuthManager.FAB")
            .source(MANAGERS_PAGE)
            .brokenBy(it ->
                    it.authManager(AuthManager.AWS).webConfiguration(WebConfiguration.configMap("web-configuration")))
            .finds(MANAGER.where(deployment -> deployment.webConfiguration().isPresent())
                    .unless(AuthManager::mayBeFab, manager -> manager + " with a web configuration"));

    static final Rule ADMINISTRATOR_CAN_BE_CREATED = Rule.error("SIGN-005")
            .title("This auth manager keeps no users in Airflow")
            .because("only Flask AppBuilder has the command 'airflow users', so the create-user job fails, and with it"
                    + " the installation")
            .remedy("remove adminUser, and grant the administrator's role where the auth manager keeps its users")
            .source(MANAGERS_PAGE)
            .brokenBy(it -> it.authManager(AuthManager.AWS)
                    .adminUser(AdminUser.builder()
                            .username("admin")
                            .email("admin@example.com")
                            .firstName("Ada")
                            .lastName("Lovelace")
                            .build()))
            .finds(MANAGER.where(deployment -> deployment.adminUser().isPresent())
                    .unless(AuthManager::mayBeFab, manager -> manager + " with adminUser"));

    static final List<Rule> ALL = List.of(
            WEB_CONFIGURATION_IS_VALID,
            VARIABLES_ARE_THERE,
            AUTH_MANAGER_EXISTS,
            CONFIGURATION_IS_READ,
            ADMINISTRATOR_CAN_BE_CREATED);

    private SignInRules() {}

    private static Optional<String> textFault(String text) {
        if (text.codePoints().anyMatch(c -> c != '\t' && c != '\n' && Characters.isControl(c))) {
            return Optional.of("the text contains a control character");
        }
        return PYTHON.matcher(text).matches()
                ? Optional.empty()
                : Optional.of(text.isBlank() ? "the text is empty" : "the first line of the text is indented");
    }

    /** What an image of somebody's own sets is not known; a secret should not be in it. */
    private static Stream<Finding> missingVariables(Part<WebConfiguration> part) {
        AirflowDeployment deployment = part.deployment();
        return part.value().code().stream()
                .flatMap(text -> READ.matcher(text).results())
                .map(read -> read.group(1))
                .distinct()
                .filter(name -> SecretLooks.inName(name) && !isSet(deployment, name))
                .map(name -> part.finding("it reads " + name));
    }

    private static boolean isSet(AirflowDeployment deployment, String name) {
        Pods web = deployment.ha().of(Component.WEB).pods();
        return name.startsWith("AIRFLOW")
                || deployment.environment().containsKey(name)
                || !deployment.pods().variablesFrom().isEmpty()
                || Stream.concat(deployment.pods().variables().stream(), web.variables().stream())
                        .anyMatch(variable -> variable.name().equals(name))
                || ValuesTree.of(deployment)
                        .leaves()
                        .anyMatch(leaf -> String.valueOf(leaf.value()).contains(name)
                                || leaf.path().contains("nvFrom"));
    }

    private static Optional<String> managerFault(AuthManager manager, AirflowDeployment deployment) {
        if (!CLASS.matcher(manager.className()).matches()) {
            return Optional.of("'" + manager.className() + "' is not the full name of a class");
        }
        boolean isOfAirflow3 = manager.equals(AuthManager.SIMPLE) || manager.equals(AuthManager.KEYCLOAK);
        return isOfAirflow3 && deployment.webTier() == WebTier.WEBSERVER
                ? Optional.of("Airflow " + deployment.airflowVersion() + " has no " + manager)
                : Optional.empty();
    }
}
