package io.airworthy.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.airworthy.AirflowDeployment;
import io.airworthy.dags.GitAccess;
import io.airworthy.dags.GitSync;
import io.airworthy.dags.KnownHosts;
import io.airworthy.material.Material;
import io.airworthy.testkit.SecretDeployments;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Some git hosts take RSA keys alone, and some refuse short ones. */
class DeployKeyForHostTest {

    private static final String AZURE = "git@ssh.dev.azure.com:v3/your-org/your-project/airflow-dags";
    private static final String CODECOMMIT =
            "ssh://APKAEXAMPLE@git-codecommit.us-east-1.amazonaws.com/v1/repos/airflow-dags";

    @ParameterizedTest
    @CsvSource({AZURE + ", ssh-rsa", CODECOMMIT + ", ssh-rsa", "git@github.com:your-org/airflow-dags.git, ssh-ed25519"})
    void aNewKeyIsOfATypeThatTheHostTakes(String repository, String type) {
        SecretMaterial material = builder(repository).generateMissing();

        assertThat(material.deployKey().orElseThrow().publicLine()).startsWith(type + " ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                AZURE
                        + "| ed25519 | 256 | an Ed25519 key of 256 bits, and Azure DevOps accepts only RSA; ssh-keygen -t rsa -b 3072",
                AZURE
                        + "| ecdsa | 384 | an ECDSA key of 384 bits, and Azure DevOps accepts only RSA; ssh-keygen -t rsa -b 3072",
                CODECOMMIT
                        + "| ed25519 | 256 | an Ed25519 key of 256 bits, and AWS CodeCommit accepts only RSA of 2048 bits or more;"
                        + " ssh-keygen -t rsa -b 3072",
                CODECOMMIT
                        + "| rsa | 1024 | an RSA key of 1024 bits, and AWS CodeCommit accepts only RSA of 2048 bits or more;"
                        + " ssh-keygen -t rsa -b 3072",
                "git@bitbucket.org:your-org/airflow-dags.git | rsa | 1024 | an RSA key of 1024 bits, and Bitbucket accepts only"
                        + " Ed25519, RSA of 2048 bits or more, ECDSA; ssh-keygen -t ed25519",
                "git@codeup.aliyun.com:your-org/airflow-dags.git | ecdsa | 256 | an ECDSA key of 256 bits, and Codeup accepts only"
                        + " Ed25519, RSA; ssh-keygen -t ed25519"
            })
    void aKeyThatTheHostRefusesIsAFinding(
            String repository, String type, String bits, String problem, @TempDir Path folder) throws Exception {
        Sensitive key = keyOfSshKeygen(type, bits, folder);

        assertThatExceptionOfType(SecretMaterialException.class)
                .isThrownBy(() ->
                        builder(repository).with(Material.GIT_DEPLOY_KEY, key).generateMissing())
                .satisfies(exception -> assertThat(exception.problems())
                        .containsExactly("the private deploy key of the DAG repository: it is " + problem
                                + " -N '' -f <file> makes such a key, and so does renew(GIT_DEPLOY_KEY)"));
    }

    @ParameterizedTest
    @CsvSource({
        AZURE + ", rsa, 2048",
        CODECOMMIT + ", rsa, 2048",
        "git@bitbucket.org:your-org/airflow-dags.git, ecdsa, 256",
        "git@git.example.com:airflow-dags.git, rsa, 1024"
    })
    void aKeyThatTheHostTakesIsKept(String repository, String type, String bits, @TempDir Path folder)
            throws Exception {
        Sensitive key = keyOfSshKeygen(type, bits, folder);

        assertThat(builder(repository)
                        .with(Material.GIT_DEPLOY_KEY, key)
                        .generateMissing()
                        .get(Material.GIT_DEPLOY_KEY))
                .isEqualTo(key);
    }

    private static Sensitive keyOfSshKeygen(String type, String bits, Path folder) throws Exception {
        Tool.assumeSshKeygen();
        String file = folder.resolve("key").toString();
        Tool.run("", "ssh-keygen", "-q", "-t", type, "-b", bits, "-N", "", "-f", file);
        return Sensitive.fromFile(Path.of(file));
    }

    private static SecretMaterialBuilder builder(String repository) {
        AirflowDeployment airflow = SecretDeployments.plain().toBuilder()
                .gitSync(GitSync.builder()
                        .repository(repository)
                        .access(GitAccess.deployKey(KnownHosts.none()))
                        .build())
                .build();
        return SecretMaterial.forDeployment(airflow).with(Material.DATABASE_PASSWORD, Sensitive.of("secret"));
    }
}
