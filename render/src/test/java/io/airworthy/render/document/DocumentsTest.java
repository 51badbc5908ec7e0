package io.airworthy.render.document;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.Executor;
import io.airworthy.celery.CeleryBroker;
import io.airworthy.connection.ConnectionBudget;
import io.airworthy.dags.GitSync;
import io.airworthy.database.DatabaseCredentials;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.logging.CloudIdentity;
import io.airworthy.logging.LogStore;
import io.airworthy.logging.RemoteLogging;
import io.airworthy.material.ExternalSecrets;
import io.airworthy.material.SealedSecrets;
import io.airworthy.pods.ComponentSettings;
import io.airworthy.pods.DisruptionBudget;
import io.airworthy.pods.HaSettings;
import io.airworthy.pods.PodCleanup;
import io.airworthy.pods.ServiceAccount;
import io.airworthy.pods.WorkerGroup;
import io.airworthy.release.Part;
import io.airworthy.release.Workloads;
import io.airworthy.render.KeptText;
import io.airworthy.validation.Finding;
import io.airworthy.validation.Rule;
import io.airworthy.validation.RuleSet;
import io.airworthy.validation.ValidationReport;
import java.io.IOException;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentsTest {

    private static final Pattern UNESCAPED_BAR = Pattern.compile("(?<!\\\\)\\|");

    private static Stream<Arguments> deployments() {
        return Deployments.all().entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    static Stream<Arguments> kept() {
        return Stream.of(
                Arguments.of("exercise", Deployments.exercise()),
                Arguments.of("task-pods", Deployments.bare()),
                Arguments.of("local-tasks", Deployments.local()),
                Arguments.of("google", Deployments.google()),
                Arguments.of("azure", Deployments.azure()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kept")
    void readsAsKept(String name, AirflowDeployment deployment) throws IOException {
        KeptText.assertReads(Deployments.runbook(deployment), DocumentsTest.class, name + "/RUNBOOK.md");
        KeptText.assertReads(Deployments.installGuide(deployment), DocumentsTest.class, name + "/INSTALL.md");
        // The rules have golden texts of their own; here only what the model says counts.
        KeptText.assertReads(
                new Checklist(deployment, new ValidationReport(List.of())).asText(),
                DocumentsTest.class,
                name + "/CHECKLIST.md");
        KeptText.assertReads(Deployments.verifyScript(deployment), DocumentsTest.class, name + "/verify.sh");
    }

    private static AirflowDeployment behind(String host) {
        return Deployments.exercise().toBuilder()
                .database(
                        Deployments.exercise().database().toBuilder().host(host).build())
                .build();
    }

    private static AirflowDeployment readsDagsFrom(String repository) {
        GitSync git = Deployments.exercise().gitSync().orElseThrow();
        return Deployments.exercise().toBuilder()
                .gitSync(git.toBuilder().repository(repository).build())
                .build();
    }

    /** What the exercise's runbook has no occasion to say. */
    static Stream<Arguments> passages() {
        return Stream.of(
                Arguments.of(readsDagsFrom("git@ssh.dev.azure.com:v3/your-org/your-project/airflow-dags"), """
                        **Step 1.** Make a new key, and add `new_deploy_key.pub` to the SSH public keys of an account that may only read the repository (Azure DevOps has no deploy keys). Leave the old one there. Test it.

                        ```bash
                        ssh-keygen -t rsa -b 3072 -N '' -C airflow-deploy -f new_deploy_key
                        """),
                Arguments.of(
                        readsDagsFrom("ssh://APKAEXAMPLE@git-codecommit.us-east-1.amazonaws.com/v1/repos/airflow-dags"),
                        """
                        This prints the public half of the key in `airflow-git-ssh-secret`. Add it to the SSH keys of an IAM user that may only read the repository; the key id that IAM answers with (APKA…) is the user in the repository's address.
                        """),
                Arguments.of(behind("airflow.proxy-c1.eu-west-1.rds.amazonaws.com"), """
                        The certificate at `airflow.proxy-c1.eu-west-1.rds.amazonaws.com:5432` is issued by [Amazon Trust Services](https://www.amazontrust.com/repository/).

                        ```bash
                        curl -fsS https://www.amazontrust.com/repository/AmazonRootCA1.pem > database-ca.pem
                        curl -fsS https://www.amazontrust.com/repository/AmazonRootCA2.pem >> database-ca.pem
                        curl -fsS https://www.amazontrust.com/repository/AmazonRootCA3.pem >> database-ca.pem
                        curl -fsS https://www.amazontrust.com/repository/AmazonRootCA4.pem >> database-ca.pem
                        curl -fsS https://www.amazontrust.com/repository/SFSRootCAG2.pem >> database-ca.pem
                        ```
                        """),
                Arguments.of(behind("airflow.proxy-c1.eu-west-1.rds.amazonaws.com"), """
                        You need the new bundle of [Amazon Trust Services](https://www.amazontrust.com/repository/).
                        """),
                Arguments.of(Deployments.azure(), """
                        curl -fsS https://cacerts.digicert.com/DigiCertGlobalRootG2.crt.pem > database-ca.pem
                        curl -fsS https://www.microsoft.com/pkiops/certs/Microsoft%20RSA%20Root%20Certificate%20Authority%202017.crt | openssl x509 -inform DER >> database-ca.pem
                        """),
                Arguments.of(Deployments.local(), """
                        cluster=your-cluster
                        for account in airflow-scheduler airflow-api-server airflow-dag-processor airflow-triggerer; do
                          aws eks create-pod-identity-association --cluster-name "$cluster" \\
                            --namespace airflow --service-account "$account" --role-arn arn:aws:iam::111122223333:role/airflow-logs
                        done
                        """),
                Arguments.of(Deployments.local(), """
                        Airflow sends its metrics to OpenTelemetry collector at `http://otel-collector.monitoring:4318`. This option must be on; then look for `scheduler_heartbeat` there:

                        ```bash
                        kubectl -n airflow exec deployment/airflow-api-server -c api-server -- airflow config get-value metrics otel_on
                        ```
                        """),
                Arguments.of(Deployments.local(), """
                        Replace `https://git.example.com/platform/airflow.git` with your repository of this package, and branch and folder if yours differ.

                        ```yaml
                        # Apply the Secrets before this, or keep them in an earlier sync wave: the pods do not start without
                        # them.

                        apiVersion: "argoproj.io/v1alpha1"
                        kind: "Application"
                        metadata:
                          name: "airflow"
                          namespace: "argocd"
                          annotations:
                            "argocd.argoproj.io/sync-wave": "1"
                        spec:
                          project: "default"
                          destination:
                            server: "https://kubernetes.default.svc"
                            namespace: "airflow"
                          sources:
                            - repoURL: "https://airflow.apache.org"
                              chart: "airflow"
                              targetRevision: "1.18.0"
                              helm:
                                releaseName: "airflow"
                                valueFiles:
                                  - "$values/production-deployment/values-production.yaml"
                            - repoURL: "https://git.example.com/platform/airflow.git"
                              targetRevision: "main"
                              ref: "values"
                          syncPolicy:
                            syncOptions:
                              - "CreateNamespace=true"
                              - "ServerSideApply=true"
                        ```
                        """),
                Arguments.of(Deployments.google(), """
                        project=your-cluster-project
                        namespace=airflow-eu
                        for account in airflow-eu-scheduler airflow-eu-api-server airflow-eu-dag-processor airflow-eu-triggerer airflow-eu-worker; do
                          gcloud iam service-accounts add-iam-policy-binding airflow-logs@acme.iam.gserviceaccount.com \\
                            --role roles/iam.workloadIdentityUser \\
                            --member "serviceAccount:$project.svc.id.goog[$namespace/$account]"
                        done
                        """),
                Arguments.of(Deployments.google(), """
                        kubectl -n airflow-eu exec deployment/airflow-eu-api-server -c api-server -- airflow config get-value metrics statsd_on
                        """),
                Arguments.of(Deployments.google(), """
                        The values come from ConfigMap `airflow-eu-values`, whose key `values.yaml` holds `values-production.yaml`. Kustomize can make it: a `configMapGenerator` with `disableNameSuffixHash: true`.
                        """),
                Arguments.of(Deployments.google(), """
                          chart:
                            spec:
                              chart: "airflow"
                              version: "1.20.0"
                              sourceRef:
                                kind: "HelmRepository"
                                name: "apache-airflow"
                          install:
                            disableWaitForJobs: true
                            remediation:
                              retries: 3
                          upgrade:
                            disableWaitForJobs: true
                            remediation:
                              retries: 0
                          valuesFrom:
                            - kind: "ConfigMap"
                              name: "airflow-eu-values"
                              valuesKey: "values.yaml"
                        ```
                        """),
                Arguments.of(Deployments.google(), """
                        kubectl -n airflow-eu annotate scaledobject airflow-eu-worker autoscaling.keda.sh/paused-replicas=0 --overwrite
                        """),
                Arguments.of(Deployments.google(), """
                        kubectl -n airflow-eu annotate scaledobject airflow-eu-worker autoscaling.keda.sh/paused-replicas-
                        """),
                Arguments.of(Deployments.exercise(), """
                              "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/OIDC-PROVIDER"},
                        """),
                Arguments.of(Deployments.exercise(), """
                        administrator=postgres   # your administrator's role
                        """),
                Arguments.of(Deployments.azure(), """
                        administrator=your-administrator   # the login that was chosen with the server, which is never postgres
                        """),
                Arguments.of(Deployments.azure(), """
                        identity=your-managed-identity
                        group=its-resource-group
                        issuer=https://your-cluster-oidc-issuer
                        namespace=airflow
                        for account in airflow-scheduler airflow-webserver airflow-dag-processor airflow-triggerer airflow-worker; do
                          az identity federated-credential create --name "$account" \\
                            --identity-name "$identity" --resource-group "$group" --issuer "$issuer" \\
                            --subject "system:serviceaccount:$namespace:$account" --audiences api://AzureADTokenExchange
                        done
                        """),
                Arguments.of(Deployments.azure(), """
                        resource "helm_release" "airflow" {
                          name       = "airflow"
                          namespace  = "airflow"
                          repository = "https://airflow.apache.org"
                          chart      = "airflow"
                          version    = "1.22.0"
                          values     = [file("${path.module}/values-production.yaml")]
                          timeout    = 900
                          wait       = true
                        }
                        """),
                Arguments.of(Deployments.azure(), """
                        kubectl -n airflow exec deployment/airflow-dag-processor -c dag-processor -- readlink /opt/airflow/dags/repo
                        # It must end in 0123456789abcdef0123456789abcdef01234567
                        ```
                        """),
                Arguments.of(Deployments.azure(), """
                        kubectl -n airflow exec deployment/airflow-webserver -c webserver -- curl -fsS --max-time 20 http://localhost:8080/flow/health
                        """),
                Arguments.of(Deployments.local(), """
                        | `Authentication failed` | the token expired or was revoked: [Rotate the repository token](#rotate-git-token) |
                        """),
                Arguments.of(Deployments.exercise(), """
                        The exporter answers, and its counter of heartbeats rises from one call to the next:\
                        """),
                Arguments.of(Deployments.google(), """
                        | Broker | Redis at `10.20.30.41:6379/0`, TLS |
                        """),
                Arguments.of(Deployments.azure(), """
                        Give the role exactly the SCRAM verifier that is in `airflow-pgbouncer-secret`: server and pool must have the same text, including the salt.
                        """),
                Arguments.of(Deployments.azure(), """
                        The create-user job creates `ada` with the password in Secret `airflow-admin-secret`. Log in and change it right away: the Secret is read only when the user is created.
                        """));
    }

    @Test
    void aRoleThatAnIdentityLogsInAsHasNoPassword() {
        AirflowDeployment deployment = Deployments.exercise().toBuilder()
                .pgBouncer(Optional.empty())
                .database(database -> database.credentials(DatabaseCredentials.identity()))
                .build();

        assertThat(Deployments.documents(deployment))
                .contains(
                        "CREATE ROLE \"airflow\" LOGIN;\nGRANT rds_iam TO \"airflow\";\n",
                        "| never | It holds nothing secret. |")
                .doesNotContain("\\password", "### Rotate the database password");
    }

    /** Somebody followed the checklist, and looked for the page that the runbook does not have. */
    @Test
    void aBrokerWithoutAPasswordIsNeverRotated() {
        AirflowDeployment deployment = Deployments.google().toBuilder()
                .broker(CeleryBroker.sqs("eu-west-1", "https://sqs.eu-west-1.amazonaws.com/111122223333/airflow"))
                .build();

        assertThat(List.of(
                        Deployments.runbook(deployment),
                        new Checklist(deployment, new ValidationReport(List.of())).asText()))
                .allSatisfy(text -> assertThat(text.lines().filter(line -> line.startsWith("| `airflow-eu-broker-")))
                        .singleElement(as(InstanceOfAssertFactories.STRING))
                        .contains("| never |"));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("passages")
    void aRunbookSaysWhatItsDeploymentNeeds(AirflowDeployment deployment, String passage) {
        assertThat(Deployments.documents(deployment)).contains(passage);
    }

    @Test
    void theChecklistSaysWhichAccountsThePlatformsRolesAreFor() {
        AirflowDeployment deployment = Deployments.exercise().toBuilder()
                .executors(List.of(Executor.CELERY))
                .broker(CeleryBroker.chartRedis())
                .rbac(rbac -> rbac.create(false))
                .podCleanup(PodCleanup.builder().build())
                .ha(ha -> ha.workerGroup(WorkerGroup.of("gpu", "training").toBuilder()
                        .settings(workers -> workers.serviceAccount(ServiceAccount.existing("gpu-workers")))
                        .build()))
                .build();

        assertThat(Checklist.of(deployment).asText())
                .contains("`airflow-worker`, `gpu-workers` also create, patch and delete pods")
                .contains("- [ ] The same for the job that cleans up pods: `airflow-cleanup` lists and deletes pods");
    }

    @Test
    void aUserManagerOfItsOwnMakesTheFirstAdministrator() {
        AirflowDeployment deployment = Deployments.exercise().toBuilder()
                .airflowConfig(Map.of("core.auth_manager", "com.example.AuthManager"))
                .build();

        assertThat(Deployments.documents(deployment))
                .contains(
                        "This deployment uses `com.example.AuthManager`. Create the first administrator as its documentation"
                                + " says.")
                .doesNotContain("airflow users create");
    }

    @Tag("slow")
    @ParameterizedTest(name = "{0}")
    @MethodSource("deployments")
    void everyShellBlockIsOneThatBashReads(String name, AirflowDeployment deployment) {
        Bash.assumeIsThere();
        String all = DocumentText.of(deployment)
                .flatMap(document -> document.fenced("bash").stream())
                .distinct()
                .peek(block -> assertThat(Bash.complaints(block)).as(block).isEmpty())
                .collect(Collectors.joining());
        assertThat(all).contains("kubectl -n " + deployment.namespace());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deployments")
    void tablesAreWellFormed(String name, AirflowDeployment deployment) {
        DocumentText.of(deployment)
                .flatMap(document -> document.tables().stream())
                .forEach(table -> {
                    assertThat(table).hasSizeGreaterThan(2);
                    assertThat(table.get(1)).matches("\\|( --- \\|)+");
                    assertThat(table.stream().map(DocumentsTest::cells).distinct())
                            .as(table.get(0))
                            .hasSize(1);
                });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deployments")
    void whatIsReferredToIsThere(String name, AirflowDeployment deployment) {
        String runbook = Deployments.runbook(deployment);
        Pattern.compile("\"([A-Z][A-Za-z' -]+)\"")
                .matcher(String.join("\n", new DocumentText(runbook).prose()))
                .results()
                .map(found -> found.group(1))
                .distinct()
                .forEach(title -> assertThat(runbook).containsPattern("(?m)^##+ " + Pattern.quote(title) + "$"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deployments")
    void nothingLooksLikeASecret(String name, AirflowDeployment deployment) {
        assertThat(DocumentText.of(deployment).map(DocumentText::text)).allSatisfy(text -> {
            assertThat(text).doesNotContainPattern("://[^/\\s`'\"]*:[^/\\s`'\"]*@");
            assertThat(text).doesNotContain("BEGIN ", "AKIA");
            assertThat(text).doesNotContainPattern("SCRAM-SHA-256\\$[0-9]+:[A-Za-z0-9+/]");
            assertThat(text).doesNotContainPattern("[A-Za-z0-9_-]{43}=");
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deployments")
    void theSameDeploymentGivesTheSameText(String name, AirflowDeployment deployment) {
        assertThat(Deployments.documents(deployment))
                .isEqualTo(Deployments.documents(deployment.toBuilder().build()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deployments")
    void noAbsentFeatureIsMentioned(String name, AirflowDeployment deployment) {
        // Without the rules' own words: what they miss is just what is absent.
        ValidationReport silent = new ValidationReport(List.of());
        assertThat(List.of(Deployments.runbook(deployment), new Checklist(deployment, silent).asText()))
                .allSatisfy(text -> {
                    String lower = text.toLowerCase(Locale.ROOT);
                    if (deployment.pgBouncer().isEmpty()) {
                        assertThat(lower).doesNotContain("pgbouncer");
                    }
                    if (!deployment.usesCelery()) {
                        assertThat(lower).doesNotContain("celery", "redis", "keda");
                    }
                    if (deployment.gitSync().isEmpty()) {
                        assertThat(lower).doesNotContain("git-sync", "deploy key");
                    }
                    if (deployment.remoteLogging().isEmpty()) {
                        assertThat(lower).doesNotContain("upload", "log store");
                    }
                    if (deployment.airflowVersion().major() < 3) {
                        assertThat(lower).doesNotContain("api-server", "api server", "/api/v2", "jwt", "config lint");
                    } else {
                        assertThat(lower).doesNotContain("webserver");
                    }
                    if (!(deployment.secretDelivery() instanceof ExternalSecrets)) {
                        assertThat(lower).doesNotContain("externalsecret", "external secrets operator", "reloader");
                    }
                    if (!(deployment.secretDelivery() instanceof SealedSecrets)) {
                        assertThat(lower).doesNotContain("sealed");
                    }
                    if (deployment.ha().workerScaling().isEmpty()) {
                        assertThat(lower).doesNotContain("keda", "scaledobject");
                    }
                    if (Workloads.of(deployment).redis().isEmpty()) {
                        assertThat(lower).doesNotContain(deployment.releaseName() + "-redis");
                    }
                    if (Workloads.of(deployment).find(Part.STATSD).isEmpty()) {
                        assertThat(lower).doesNotContain(deployment.releaseName() + "-statsd", "9102");
                    }
                });
    }

    @Test
    void whatIsWrongIsTheChecklistsFirstWork() {
        AirflowDeployment broken =
                Deployments.exercise().toBuilder().namespace("No Name").build();

        assertThat(new Checklist(broken, broken.validate()).asText().lines())
                .anyMatch(line -> line.startsWith("- [ ] Error NAME-003, `namespace`: "))
                .noneMatch(line -> line.contains("No rule stops the deployment"));
    }

    @Test
    void aChecklistSaysWhatHasNoBudgetNoTwinAndNoEnd() {
        AirflowDeployment deployment = Deployments.exercise().toBuilder()
                .pgBouncer(PgBouncerPool.builder()
                        .disruptionBudget(DisruptionBudget.none())
                        .build())
                .ha(HaSettings.builder()
                        .triggerer(ComponentSettings.builder()
                                .replicas(1)
                                .disruptionBudget(DisruptionBudget.none())
                                .build())
                        .build())
                .remoteLogging(RemoteLogging.to(LogStore.s3("logs", "")).as(CloudIdentity.keySecret()).toBuilder()
                        .retention(Period.of(1, 2, 3))
                        .build())
                .build();

        assertThat(new Checklist(deployment, new ValidationReport(List.of()))
                        .asText()
                        .lines())
                .contains(
                        "- [ ] Triggerer replicas: 1; nothing takes over while it restarts",
                        "- [ ] No PDB for Triggerer: all its pods may be evicted at once",
                        "- [x] PDB configured: Yes, `airflow-scheduler-pdb`, `airflow-api-server-pdb`,"
                                + " `airflow-dag-processor-pdb`, `airflow-worker-pdb`",
                        "- [x] Access: a long-lived key in a Secret",
                        "- [ ] Retention: 1 year 2 months 3 days, by a lifecycle rule of the store; Airflow"
                                + " never deletes remote logs ([INSTALL.md](INSTALL.md#log-retention) has the command)");
    }

    @Test
    void noFailureAllowedIsNotEveryFailureAllowed() {
        AirflowDeployment strict = Deployments.exercise().toBuilder()
                .gitSync(Deployments.exercise().gitSync().orElseThrow().toBuilder()
                        .maxFailures(0)
                        .build())
                .build();

        assertThat(new Checklist(strict, new ValidationReport(List.of())).asText())
                .contains(
                        "- [x] When syncing fails: DAGs stay as they are, and git-sync allows 0 failures in a row and exits at the next one, so that its container restarts");
        assertThat(Deployments.runbook(strict))
                .contains(
                        "git-sync allows 0 failures in a row and exits at the next one, so that its container restarts.");
    }

    @Test
    void aPoolThatIsJustLargeEnoughIsLargeEnough() {
        ConnectionBudget budget = ConnectionBudget.of(Deployments.exercise());
        long clients = budget.clients();
        AirflowDeployment exact = Deployments.exercise().toBuilder()
                .pgBouncer(PgBouncerPool.builder()
                        .replicas(2)
                        .maxClientConnections((int) clients)
                        .metadataPoolSize((int) budget.metadataPoolFloor())
                        .build())
                .build();

        assertThat(new Checklist(exact, new ValidationReport(List.of()))
                        .asText()
                        .lines())
                .anyMatch(line ->
                        line.startsWith("- [x] Max connections: " + clients + " clients per replica; " + clients))
                .anyMatch(line -> line.startsWith(
                        "- [x] Pool size of each replica: " + budget.metadataPoolFloor() + " for metadata"));
    }

    @Test
    void warningsStayOpenAndWaiversShowTheirReason() {
        Rule budget = Rule.warning("ACME-001")
                .title("No budget")
                .because("the month ends early")
                .remedy("name the cost | centre")
                .finds(deployment -> List.of(Finding.at("namespace", "'airflow' has no cost centre")));
        Rule quiet = Rule.error("ACME-002")
                .title("No night rest")
                .because("somebody is woken")
                .remedy("stop at ten")
                .finds(deployment -> List.of(Finding.at("ha", "works at night")));
        AirflowDeployment waived = Deployments.exercise().toBuilder()
                .waive("ACME-002", "we are on call anyway | see\nthe rota")
                .build();
        RuleSet rules = RuleSet.standard().with(budget, quiet);
        List<String> lines = Checklist.of(waived, rules).asText().lines().toList();
        assertThat(lines)
                .contains(
                        "- [ ] Warning ACME-001, `namespace`: 'airflow' has no cost centre. The month ends early. Fix:"
                                + " name the cost \\| centre.")
                .contains("| ACME-002 | `ha`: works at night | we are on call anyway \\| see the rota |");
    }

    @Tag("slow")
    @Test
    void namesThatBreakEverythingBreakNothing() {
        Bash.assumeIsThere();
        String evil = "a'b\"c`d$(e)|f\n```\n# g\n<h>{}";
        AirflowDeployment deployment = Deployments.exercise().toBuilder()
                .releaseName(evil)
                .namespace(evil)
                .database(Deployments.exercise().database().toBuilder()
                        .host(evil)
                        .database(evil)
                        .user(evil)
                        .build())
                .build();
        DocumentText.of(deployment).forEach(document -> {
            document.fenced("bash")
                    .forEach(block ->
                            assertThat(Bash.complaints(block)).as(block).isEmpty());
            assertThat(document.prose()).doesNotContain("# g");
            assertThat(document.tables())
                    .allSatisfy(table -> assertThat(
                                    table.stream().map(DocumentsTest::cells).distinct())
                            .hasSize(1));
        });
    }

    private static long cells(String line) {
        return UNESCAPED_BAR.matcher(line).results().count();
    }
}
