package io.airworthy.database;

import java.util.List;
import java.util.Locale;

/**
 * Who signs the certificate of a database's endpoint: the provider of the server, or of the pool in front of it. The CA
 * bundle has to be theirs.
 */
public enum CertificateIssuer {
    /** The regional authorities of Amazon RDS and Aurora. */
    AMAZON_RDS(
            "Amazon RDS",
            "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html",
            "https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem"),
    /** The same in the regions of AWS GovCloud (US), which are not in the other bundle. */
    AMAZON_RDS_GOVCLOUD(
            "Amazon RDS in GovCloud",
            "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html",
            "https://truststore.pki.us-gov-west-1.rds.amazonaws.com/global/global-bundle.pem"),
    /** The same in the regions of AWS China, which are not in the other bundle. */
    AMAZON_RDS_CHINA(
            "Amazon RDS in China", "https://docs.amazonaws.cn/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.SSL.html"),
    /** Amazon's public authorities, whose certificates RDS Proxy gets from AWS Certificate Manager. */
    AMAZON_TRUST_SERVICES(
            "Amazon Trust Services",
            "https://www.amazontrust.com/repository/",
            "https://www.amazontrust.com/repository/AmazonRootCA1.pem",
            "https://www.amazontrust.com/repository/AmazonRootCA2.pem",
            "https://www.amazontrust.com/repository/AmazonRootCA3.pem",
            "https://www.amazontrust.com/repository/AmazonRootCA4.pem",
            "https://www.amazontrust.com/repository/SFSRootCAG2.pem"),
    /** The authority of the Cloud SQL instance: its own, the region's shared one, or one that the customer manages. */
    CLOUD_SQL("the Cloud SQL instance's CA", "https://cloud.google.com/sql/docs/postgres/configure-ssl-instance"),
    /** The two public authorities behind Azure's certificates; the server and its built-in PgBouncer show the same one. */
    AZURE(
            "DigiCert and Microsoft",
            "https://learn.microsoft.com/azure/postgresql/security/security-tls-how-to-connect",
            "https://cacerts.digicert.com/DigiCertGlobalRootG2.crt.pem",
            "https://www.microsoft.com/pkiops/certs/Microsoft%20RSA%20Root%20Certificate%20Authority%202017.crt"),
    /** The people who run the server. */
    SERVER_OPERATOR("the server's operator", "https://www.postgresql.org/docs/current/ssl-tcp.html"),
    /** The people who run the pool in front of the database; clients never see the server's certificate. */
    POOL_OPERATOR(
            "the operator of the pool in front of the database", "https://www.pgbouncer.org/config.html#tls-settings");

    private final String title;
    private final String page;
    private final List<String> downloads;

    CertificateIssuer(String title, String page, String... downloads) {
        this.title = title;
        this.page = page;
        this.downloads = List.of(downloads);
    }

    /** The issuer at an endpoint. */
    static CertificateIssuer of(DatabaseProvider provider, ServerPooling pooling, String host) {
        return switch (pooling) {
            case RDS_PROXY -> AMAZON_TRUST_SERVICES;
            case OTHER -> POOL_OPERATOR;
            case CLOUD_SQL_MANAGED -> CLOUD_SQL;
            case AZURE_PGBOUNCER -> AZURE;
            case NONE ->
                switch (provider) {
                    case AWS_RDS -> ofRds(host.toLowerCase(Locale.ROOT));
                    case GOOGLE_CLOUD_SQL -> CLOUD_SQL;
                    case AZURE_FLEXIBLE_SERVER -> AZURE;
                    case SELF_HOSTED -> SERVER_OPERATOR;
                };
        };
    }

    private static CertificateIssuer ofRds(String host) {
        if (host.endsWith(".amazonaws.com.cn")) {
            return AMAZON_RDS_CHINA;
        }
        return host.contains(".us-gov-") ? AMAZON_RDS_GOVCLOUD : AMAZON_RDS;
    }

    /** The issuer's name, for use in a sentence. */
    public String title() {
        return title;
    }

    /** The page that says how to get the certificates. */
    public String page() {
        return page;
    }

    /**
     * The address to get the bundle from.
     *
     * @return the bundle's own address where it is one public file, otherwise the {@linkplain #page() page}
     */
    public String source() {
        return downloads.size() == 1 ? downloads.get(0) : page;
    }

    /**
     * The public addresses of the certificates. Together they are the bundle.
     *
     * @return the addresses of files: PEM where they end in {@code .pem}, otherwise one certificate in DER; empty where
     *     only the server's own administrators can get them
     */
    public List<String> downloads() {
        return downloads;
    }
}
