package io.airworthy.dags;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GitHostTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "git@ssh.dev.azure.com:v3/your-org/your-project/airflow-dags, AZURE_DEVOPS",
        "ssh://git@SSH.dev.azure.com:22/v3/your-org/your-project/airflow-dags, AZURE_DEVOPS",
        "your-org@vs-ssh.visualstudio.com:v3/your-org/your-project/airflow-dags, AZURE_DEVOPS",
        "ssh://your-org@your-org.visualstudio.com:22/your-project/_ssh/airflow-dags, AZURE_DEVOPS",
        "ssh://APKAEXAMPLE@git-codecommit.us-east-1.amazonaws.com/v1/repos/airflow-dags, AWS_CODECOMMIT",
        "ssh://APKAEXAMPLE@git-codecommit-fips.us-gov-west-1.amazonaws.com/v1/repos/airflow-dags, AWS_CODECOMMIT",
        "ssh://APKAEXAMPLE@git-codecommit.cn-north-1.amazonaws.com.cn/v1/repos/airflow-dags, AWS_CODECOMMIT",
        "ssh://APKAEXAMPLE@vpce-0a1b-c2d3.git-codecommit.eu-west-1.vpce.amazonaws.com/v1/repos/a, AWS_CODECOMMIT",
        "ssh://devops.scmservice.us-ashburn-1.oci.oraclecloud.com/namespaces/a/projects/b/repositories/c, ORACLE_DEVOPS",
        "git@bitbucket.org:your-org/airflow-dags.git, BITBUCKET",
        "ssh://git@altssh.bitbucket.org:443/your-org/airflow-dags.git, BITBUCKET",
        "ssh://you@source.developers.google.com:2022/p/project/r/airflow-dags, GOOGLE_SOURCE_REPOSITORIES",
        "git@codeup.aliyun.com:your-org/airflow-dags.git, ALIBABA_CODEUP",
        "git@gitcode.com:your-org/airflow-dags.git, GITCODE",
        "git@github.com:your-org/airflow-dags.git, OTHER",
        "git@gitlab.com:your-org/airflow-dags.git, OTHER",
        "git@git-codecommit.example.com:a.git, OTHER",
        "git@ssh.dev.azure.com.example.com:a.git, OTHER",
        "no address at all, OTHER"
    })
    void isKnownByTheNameInTheAddress(String address, GitHost host) {
        assertThat(GitHost.of(GitRepository.of(address))).isEqualTo(host);
    }

    @ParameterizedTest(name = "{0} and {1} of {2} bits")
    @CsvSource({
        "AZURE_DEVOPS, ED25519, 256, false",
        "AZURE_DEVOPS, ECDSA, 521, false",
        "AZURE_DEVOPS, RSA, 2048, true",
        "AWS_CODECOMMIT, ED25519, 256, false",
        "AWS_CODECOMMIT, RSA, 2047, false",
        "AWS_CODECOMMIT, RSA, 2048, true",
        "ORACLE_DEVOPS, ED25519, 256, false",
        "BITBUCKET, ED25519, 256, true",
        "BITBUCKET, RSA, 1024, false",
        "GOOGLE_SOURCE_REPOSITORIES, RSA, 1024, false",
        "ALIBABA_CODEUP, ECDSA, 256, false",
        "GITCODE, ECDSA, 256, false",
        "OTHER, ECDSA, 256, true",
        "OTHER, RSA, 1024, true"
    })
    void takesWhatItsMakersSay(GitHost host, SshKeyType type, int bits, boolean taken) {
        assertThat(host.takes(type, bits)).isEqualTo(taken);
    }

    @ParameterizedTest
    @EnumSource
    void aNewKeyIsOneThatTheHostTakes(GitHost host) {
        assertThat(host.takes(host.keyType(), host.keyType() == SshKeyType.RSA ? 3072 : 256))
                .isTrue();
        assertThat(host.keyType()).isIn(SshKeyType.ED25519, SshKeyType.RSA);
    }
}
