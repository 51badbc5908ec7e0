/** Programs that embed the library. */
module io.airworthy.examples {
    requires info.picocli;
    requires org.yaml.snakeyaml;
    requires io.airworthy.render;
    requires static org.jspecify;

    exports io.airworthy.examples;

    // The command line's options and parameters are found by annotations.
    opens io.airworthy.examples to
            info.picocli;
}
