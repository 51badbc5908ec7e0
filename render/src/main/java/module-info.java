/** Everything that becomes text: Helm values, Kubernetes manifests, the runbook and the checklist. */
module io.airworthy.render {
    requires com.fasterxml.jackson.core;
    requires transitive com.fasterxml.jackson.databind;
    requires com.fasterxml.jackson.dataformat.yaml;
    requires transitive io.airworthy.core;
    requires transitive io.airworthy.secrets;
    requires static transitive org.jspecify;
    requires org.yaml.snakeyaml;

    exports io.airworthy.render;
    exports io.airworthy.render.document;
    exports io.airworthy.render.file;
    exports io.airworthy.render.gitops;
    exports io.airworthy.render.helm;
    exports io.airworthy.render.jackson;
    exports io.airworthy.render.kubernetes;
    exports io.airworthy.render.lint;
    exports io.airworthy.render.monitoring;
    exports io.airworthy.render.report;
    exports io.airworthy.render.source;
    exports io.airworthy.render.upgrade;

    provides com.fasterxml.jackson.databind.Module with
            io.airworthy.render.jackson.AirworthyModule;
}
