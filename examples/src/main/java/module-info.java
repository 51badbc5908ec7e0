/** Programs that embed the library. */
module io.airworthy.examples {
    requires com.fasterxml.jackson.databind;
    requires com.fasterxml.jackson.dataformat.yaml;
    requires io.airworthy.render;
    requires static org.jspecify;

    exports io.airworthy.examples;
}
