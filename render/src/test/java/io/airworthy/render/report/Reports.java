package io.airworthy.render.report;

import io.airworthy.render.report.Fix.Replacement;
import io.airworthy.validation.Rule;
import io.airworthy.validation.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reports that have everything in them. */
final class Reports {

    /** Characters that mean something to a terminal, to XML, to GitHub's runner, to JSON or to a URI. */
    static final String HOSTILE =
            "a\u001b[31m\n::error::b\r\t%0A,<&\"'>]]> \u0000\u009b\u2028\u202e\ufffe\ud800 c:\\d ü 🚀";

    static final RuleSummary IMAGES_TWICE = new RuleSummary(
            "LINT-001",
            Severity.ERROR,
            "A key is there twice",
            "the first one is silently ignored",
            "keep one of them",
            Optional.of("https://yaml.org/spec/1.2.2/#mapping"));

    static final RuleSummary OLD_KEY = new RuleSummary(
            "LINT-002",
            Severity.WARNING,
            "A key is deprecated",
            "a later chart ignores it",
            "use its new name",
            Optional.empty());

    private Reports() {}

    /** The report of a deployment with one error, one warning that is waived, and places in a file. */
    static Report ofADeployment() {
        return Report.of(
                        "airflow.yaml",
                        Rule.soundDeployment().toBuilder()
                                .pgBouncer(
                                        pool -> pool.maxClientConnections(100).metadataPoolSize(7))
                                .waive("CAP-003", "measured: seven are enough")
                                .build()
                                .validate())
                .withPlaces(path -> path.equals("pgBouncer.maxClientConnections")
                        ? Optional.of(new Place("airflow.yaml", 3, 25, 3, 28))
                        : Optional.empty());
    }

    static Report ofAFile() {
        Place twice = new Place("values/prod.yaml", 7, 1, 7, 7);
        return Report.of(
                "values/prod.yaml",
                List.of(
                        Entry.of(IMAGES_TWICE, "the key 'images' is there twice")
                                .inValues("images")
                                .found(Map.of("airflow", List.of(1, 2.5, true, "text")))
                                .at(twice)
                                .offering(Fix.toLookAt("remove the second one", new Replacement(twice, ""))),
                        Entry.of(OLD_KEY, "'webserver.extraConfig' has moved")
                                .inValues("webserver.extraConfig")
                                .suggesting("apiServer.extraConfig")
                                .at(Place.point("values/prod.yaml", 9, 3))
                                .offering(Fix.safe(
                                        "move it",
                                        new Replacement(Place.point("values/prod.yaml", 9, 3), "apiServer:\n"),
                                        new Replacement(Place.point("values/other.yaml", 1, 1), "x"))),
                        Entry.of(OLD_KEY, "the file is empty")));
    }

    static Report withHostileText() {
        RuleSummary rule = new RuleSummary(
                HOSTILE, Severity.ERROR, HOSTILE, HOSTILE, HOSTILE, Optional.of("https://example.com/"));
        Place place = new Place(HOSTILE, 1, 1, 1, 2);
        return Report.of(
                HOSTILE,
                List.of(
                        Entry.of(rule, HOSTILE)
                                .inModel(HOSTILE)
                                .inValues(HOSTILE)
                                .found(HOSTILE)
                                .suggesting(Map.of(HOSTILE, HOSTILE))
                                .at(place)
                                .offering(Fix.safe(HOSTILE, new Replacement(place, HOSTILE))),
                        Entry.of(rule, HOSTILE).waived(HOSTILE)));
    }

    static Report withoutEntries() {
        return Report.of("tenant-a", List.of());
    }
}
