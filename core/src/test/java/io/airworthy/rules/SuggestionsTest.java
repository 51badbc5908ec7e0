package io.airworthy.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.validation.Finding;
import io.airworthy.validation.Rule;
import io.airworthy.validation.RuleSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What findings say to programs: the value that is there, and the one that would be right. */
class SuggestionsTest {

    private static Stream<Finding> findings(Rule rule) {
        return rule.example().map(rule::check).orElse(List.of()).stream();
    }

    @Test
    void theExamplesSuggestWhatWouldBeRight() {
        List<String> suggestions = RuleSet.standard().rules().stream()
                .flatMap(rule -> findings(rule)
                        .filter(finding -> finding.suggestion().isPresent()
                                || finding.suggestedKey().isPresent())
                        .map(finding -> rule.id() + " " + finding.modelPath() + ": "
                                + finding.found().map(Objects::toString).orElse("") + " -> "
                                + finding.suggestion()
                                        .map(Objects::toString)
                                        .or(() -> finding.suggestedKey().map(key -> "key " + key))
                                        .orElse("")))
                .toList();

        assertThat(String.join("\n", suggestions)).isEqualTo("""
                        DB-003 database.port: 65536 -> 5432
                        DB-005 database.tls: prefer -> verify-full
                        DB-020 database.tls: disable -> verify-full
                        DB-007 database.tls:  -> verify-ca
                        DB-018 database.tls:  -> disable
                        PGB-002 pgBouncer.poolMode:  -> transaction
                        PGB-003 pgBouncer.poolMode:  -> transaction
                        PGB-004 pgBouncer.authentication:  -> scram-password
                        PGB-005 pgBouncer.authentication: scram-verifier -> scram-password
                        PGB-007 pgBouncer.replicas: 0 -> 2
                        PGB-008 pgBouncer.replicas: 1 -> 2
                        PGB-011 pgBouncer.clientTls: prefer -> disable
                        CEL-006 broker.tls:  -> true
                        CEL-026 flower.basicAuth:  -> true
                        GIT-015 gitSync.maxFailures:  -> -1
                        HA-001 ha.scheduler.replicas:  -> 2
                        HA-002 ha.scheduler.replicas:  -> 2
                        HA-013 ha.standaloneDagProcessor:  -> true
                        PERM-002 ha.scheduler.serviceAccount.automountServiceAccountToken:  -> true
                        PERM-003 rbac.allowPodLaunching:  -> true
                        CAP-001 concurrency.parallelism: 0 -> 1
                        CAP-002 pgBouncer.maxClientConnections: 100 -> 198
                        CAP-003 pgBouncer.metadataPoolSize: 7 -> 8
                        CAP-004 pgBouncer.resultBackendPoolSize: 2 -> 3
                        CAP-006 concurrency.parallelism: 15 -> 16
                        SEC-007 secretDelivery.apiVersion: external-secrets.io/v1beta1 -> external-secrets.io/v1
                        SEC-010 secretDelivery.scope:  -> strict
                        ENV-007 environment[NO_PROXY]:  -> 10.0.0.0/8,.example.com,.svc.cluster.local,airflow-api-server
                        VAL-013 extraValues[schedular]:  -> key scheduler
                        VAL-014 extraValues[securityContexts.pods]:  -> key pod
                        OPT-001 airflowConfig[scheduler.min_file_process_interval]:  -> key dag_processor.min_file_process_interval
                        OPT-002 environment[AIRFLOW__WEBSERVER__INSTANCE_NAME]:  -> key AIRFLOW__API__INSTANCE_NAME
                        OPT-003 airflowConfig[core.default_timezon]:  -> key core.default_timezone
                        RISK-070 rbac.create:  -> true
                        RISK-071 rbac.multiNamespaceMode:  -> false
                        RISK-032 flower.basicAuth:  -> true
                        DEL-001 migrateDatabase:  -> true""");
    }

    /** A text is there only if the words for people repeat it, which never repeat a secret; constants need no words. */
    @Test
    void whatIsFoundIsInTheWordsToo() {
        RuleSet.standard().rules().stream()
                .flatMap(SuggestionsTest::findings)
                .forEach(finding -> finding.found()
                        .filter(String.class::isInstance)
                        .filter(text -> !text.toString().matches("[a-z0-9-]+"))
                        .ifPresent(text -> assertThat(finding.what()).contains(text.toString())));
    }
}
