/** Programs that embed the library. */
module io.airworthy.examples {
    requires io.airworthy.render;
    requires static org.jspecify;

    exports io.airworthy.examples;
}
