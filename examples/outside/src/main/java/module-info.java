/** A team's own tool on top of the library. */
module com.example.platform {
    requires io.airworthy.render;
}
