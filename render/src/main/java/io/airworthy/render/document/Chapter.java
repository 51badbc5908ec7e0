package io.airworthy.render.document;

import io.airworthy.render.monitoring.RunbookPage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The chapters of the documents, with their pages in the order in which they are read. */
enum Chapter {
    /** What to do when something is wrong, the most urgent first. */
    INCIDENT(
            "When something is wrong",
            Arrays.stream(RunbookPage.values()).map(RunbookPage::id).toArray(String[]::new)),
    /** What changes the deployment. */
    CHANGE(
            "Change",
            "drain",
            "restart",
            "deliver-change",
            "scale",
            "upgrade-airflow",
            "upgrade-chart",
            "roll-back",
            "roll-back-migration"),
    /** What gives Secrets other material. */
    ROTATION(
            "Rotate",
            "rotate-fernet-key",
            "rotate-api-key",
            "rotate-webserver-key",
            "rotate-jwt-secret",
            "rotate-database-password",
            "follow-the-operator",
            "rotate-database-ca",
            "rotate-pool-certificate",
            "rotate-deploy-key",
            "rotate-git-token",
            "rotate-redis-password",
            "rotate-broker-password",
            "follow-an-owner",
            "seal-again"),
    /** What is done from time to time. */
    UPKEEP("Upkeep", "back-up", "restore", "check-decryption", "clean-database", "sessions"),
    /** What is done once, in this order. */
    INSTALL(
            "Install",
            "database",
            "log-store",
            "log-identity",
            "log-retention",
            "namespace",
            "access",
            "secrets",
            "deploy-key",
            "delivery",
            "chart",
            "administrator",
            "check-dags"),
    /** How to see that everything works. */
    VERIFY(
            "Verify",
            "verify-health",
            "verify-database",
            "verify-dags",
            "verify-secrets",
            "verify-access",
            "verify-availability"),
    /** What is confirmed: the sections of the checklist. */
    CHECKLIST(
            "Checklist",
            "pre-deployment",
            "database-choices",
            "dag-synchronization",
            "logging",
            "connection-pooling",
            "secrets-inventory",
            "high-availability",
            "monitoring",
            "validation",
            "post-deployment-verification");

    private final String title;
    private final List<Page> pages;

    Chapter(String title, String... ids) {
        this.title = title;
        this.pages = Arrays.stream(ids).map(id -> Page.of(this, id)).toList();
    }

    String title() {
        return title;
    }

    /** The folder of its pages. */
    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How one of its pages begins: with a place that links lead to, unless it is a section of the checklist. */
    String opening(String id, String title) {
        return this == CHECKLIST ? "## " + title : "<a id=\"" + id + "\"></a>\n\n### " + title;
    }

    /** All its pages. */
    List<Page> pages() {
        return pages;
    }

    /** One of its pages. */
    Page page(String id) {
        return pages.stream().filter(page -> page.id().equals(id)).findFirst().orElseThrow();
    }

    /** Its pages about what a deployment has. */
    List<Page> pages(Facts facts) {
        return pages().stream().filter(page -> page.applies(facts)).toList();
    }
}
