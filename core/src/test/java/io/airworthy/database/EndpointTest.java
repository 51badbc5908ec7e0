package io.airworthy.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the address of a database says: which pool is there, and who signs its certificate. */
class EndpointTest {

    @ParameterizedTest(name = "{1}:{2} of {0}")
    @CsvSource({
        "AWS_RDS,               airflow.c1abcdefgh.eu-west-1.rds.amazonaws.com,                   5432, NONE,              AMAZON_RDS",
        "AWS_RDS,               airflow.cluster-c1abcdefgh.eu-west-1.rds.amazonaws.com,           5432, NONE,              AMAZON_RDS",
        "AWS_RDS,               proxy-airflow.c1abcdefgh.eu-west-1.rds.amazonaws.com,             5432, NONE,              AMAZON_RDS",
        "AWS_RDS,               airflow.c1abcdefgh.eu-west-1.rds.amazonaws.com,                   6432, NONE,              AMAZON_RDS",
        "AWS_RDS,               airflow.c1abcdefgh.us-gov-west-1.rds.amazonaws.com,               5432, NONE,              AMAZON_RDS_GOVCLOUD",
        "AWS_RDS,               airflow.c1abcdefgh.cn-north-1.rds.amazonaws.com.cn,               5432, NONE,              AMAZON_RDS_CHINA",
        "AWS_RDS,               airflow.proxy-c1abcdefgh.eu-west-1.rds.amazonaws.com,             5432, RDS_PROXY,         AMAZON_TRUST_SERVICES",
        "AWS_RDS,               Airflow.Proxy-C1ABCDEFGH.eu-west-1.RDS.amazonaws.com,             5432, RDS_PROXY,         AMAZON_TRUST_SERVICES",
        "AWS_RDS,               ro.endpoint.proxy-c1abcdefgh.eu-west-1.rds.amazonaws.com,         5432, RDS_PROXY,         AMAZON_TRUST_SERVICES",
        "AWS_RDS,               airflow.proxy-c1abcdefgh.us-gov-east-1.rds.amazonaws.com,         5432, RDS_PROXY,         AMAZON_TRUST_SERVICES",
        "AWS_RDS,               airflow.proxy-c1abcdefgh.cn-north-1.rds.amazonaws.com.cn,         5432, RDS_PROXY,         AMAZON_TRUST_SERVICES",
        "GOOGLE_CLOUD_SQL,      10.20.0.3,                                                        5432, NONE,              CLOUD_SQL",
        "GOOGLE_CLOUD_SQL,      10.20.0.3,                                                        6432, CLOUD_SQL_MANAGED, CLOUD_SQL",
        "AZURE_FLEXIBLE_SERVER, airflow.postgres.database.azure.com,                              5432, NONE,              AZURE",
        "AZURE_FLEXIBLE_SERVER, airflow.postgres.database.azure.com,                              6432, AZURE_PGBOUNCER,   AZURE",
        "AZURE_FLEXIBLE_SERVER, db.internal.example.com,                                          6432, AZURE_PGBOUNCER,   AZURE",
        "SELF_HOSTED,           airflow.postgres.database.azure.com,                              6432, AZURE_PGBOUNCER,   AZURE",
        "SELF_HOSTED,           airflow.postgres.database.usgovcloudapi.net,                      6432, AZURE_PGBOUNCER,   AZURE",
        "SELF_HOSTED,           db.example.com,                                                   5432, NONE,              SERVER_OPERATOR",
        "SELF_HOSTED,           db.example.com,                                                   6432, NONE,              SERVER_OPERATOR",
        "SELF_HOSTED,           aws-0-eu-central-1.pooler.supabase.com,                           6543, OTHER,             POOL_OPERATOR",
        "SELF_HOSTED,           aws-0-eu-central-1.pooler.supabase.com,                           5432, NONE,              SERVER_OPERATOR",
        "SELF_HOSTED,           db.abcdefghijklmnop.supabase.co,                                  6543, OTHER,             POOL_OPERATOR",
        "SELF_HOSTED,           db.abcdefghijklmnop.supabase.co,                                  5432, NONE,              SERVER_OPERATOR",
        "SELF_HOSTED,           ep-cool-1234-pooler.eu-central-1.aws.neon.tech,                   5432, OTHER,             POOL_OPERATOR",
        "SELF_HOSTED,           ep-cool-1234.eu-central-1.aws.neon.tech,                          5432, NONE,              SERVER_OPERATOR",
        "SELF_HOSTED,           db-do-user-1-0.b.db.ondigitalocean.com,                           25061, OTHER,            POOL_OPERATOR",
        "SELF_HOSTED,           db-do-user-1-0.b.db.ondigitalocean.com,                           25060, NONE,             SERVER_OPERATOR",
        "SELF_HOSTED,           .neon.tech,                                                       5432, NONE,              SERVER_OPERATOR"
    })
    void theAddressSaysWhichPoolIsThereAndWhoSignsItsCertificate(
            DatabaseProvider provider, String host, int port, ServerPooling pool, CertificateIssuer issuer) {
        ExternalDatabase database = ExternalDatabase.builder()
                .provider(provider)
                .host(host)
                .port(port)
                .build();

        assertThat(database.effectivePooling()).isEqualTo(pool);
        assertThat(database.certificateIssuer()).isEqualTo(issuer);
        assertThat(database.toBuilder().build().effectivePooling()).isEqualTo(pool);
    }

    @ParameterizedTest
    @CsvSource({
        "RDS_PROXY,         AMAZON_TRUST_SERVICES",
        "CLOUD_SQL_MANAGED, CLOUD_SQL",
        "AZURE_PGBOUNCER,   AZURE",
        "OTHER,             POOL_OPERATOR",
        "NONE,              AMAZON_RDS"
    })
    void aPoolThatTheModelNamesShowsItsOwnCertificate(ServerPooling pool, CertificateIssuer issuer) {
        ExternalDatabase database = ExternalDatabase.builder()
                .provider(DatabaseProvider.AWS_RDS)
                .host("db.internal.example.com")
                .pooling(pool)
                .build();

        assertThat(database.effectivePooling()).isEqualTo(pool);
        assertThat(database.certificateIssuer()).isEqualTo(issuer);
    }
}
