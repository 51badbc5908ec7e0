/** Programs that embed the library. */
module io.airworthy.examples {
    requires org.yaml.snakeyaml;
    requires io.airworthy.render;
    requires static org.jspecify;

    exports io.airworthy.examples;
}
