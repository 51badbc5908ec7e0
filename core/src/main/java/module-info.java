/** The values that describe a production deployment of Apache Airflow, and the rules that judge it. */
// The modules that this exports to are compiled later.
@SuppressWarnings("module")
module io.airworthy.core {
    requires static transitive org.jspecify;
    requires static org.immutables.value.annotations;

    exports io.airworthy;
    exports io.airworthy.pods;
    exports io.airworthy.catalogue;
    exports io.airworthy.chart;
    exports io.airworthy.celery;
    exports io.airworthy.configuration;
    exports io.airworthy.connection;
    exports io.airworthy.dags;
    exports io.airworthy.database;
    exports io.airworthy.frozen to
            io.airworthy.secrets,
            io.airworthy.render;
    exports io.airworthy.logging;
    exports io.airworthy.metrics;
    exports io.airworthy.operations;
    exports io.airworthy.release;
    exports io.airworthy.material;
    exports io.airworthy.spelling to
            io.airworthy.render;
    exports io.airworthy.store;
    exports io.airworthy.table to
            io.airworthy.render;
    exports io.airworthy.validation;
    exports io.airworthy.values;
}
