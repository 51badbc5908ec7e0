/** Secret material for a deployment: made once, kept, rotated. */
module io.airworthy.secrets {
    requires transitive io.airworthy.core;
    requires org.bouncycastle.provider;
    requires static transitive org.jspecify;

    exports io.airworthy.secrets;
}
