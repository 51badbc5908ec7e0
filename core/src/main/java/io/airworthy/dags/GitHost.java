package io.airworthy.dags;

import static io.airworthy.dags.SshKeyType.ECDSA;
import static io.airworthy.dags.SshKeyType.ED25519;
import static io.airworthy.dags.SshKeyType.RSA;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The git hosts that do not accept every SSH key, or register keys in another place than most. All others are {@link
 * #OTHER}: GitHub, GitLab, Gitea and Google's Secure Source Manager accept Ed25519, ECDSA and RSA, and only refuse DSA,
 * which OpenSSH has removed too.
 */
public enum GitHost {
    /**
     * Azure DevOps Services: RSA alone, and no deploy keys.
     *
     * @see <a href="https://learn.microsoft.com/azure/devops/repos/git/use-ssh-keys-to-authenticate">SSH keys</a>
     */
    AZURE_DEVOPS(
            "Azure DevOps",
            "ssh\\.dev\\.azure\\.com|([a-z0-9-]+\\.)?visualstudio\\.com",
            0,
            "the SSH public keys of an account that may only read the repository (Azure DevOps has no deploy keys)",
            RSA),
    /**
     * AWS CodeCommit, its FIPS endpoints and private endpoints, and China: RSA alone, of 2048 bits or more.
     *
     * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadSSHPublicKey.html">UploadSSHPublicKey</a>
     */
    AWS_CODECOMMIT(
            "AWS CodeCommit",
            "(vpce-[a-z0-9-]+\\.)?git-codecommit(-fips)?\\.[a-z0-9-]+\\.(vpce\\.)?amazonaws\\.com(\\.cn)?",
            2048,
            "the SSH keys of an IAM user that may only read the repository; the key id that IAM answers with (APKA…) is the"
                    + " user in the repository's address",
            RSA),
    /**
     * The code repositories of Oracle Cloud's DevOps service, which takes API signing keys: RSA, of 2048 bits or more.
     *
     * @see <a href="https://docs.oracle.com/en-us/iaas/Content/devops/using/ssh_auth.htm">SSH authorization</a>
     */
    ORACLE_DEVOPS(
            "Oracle Cloud DevOps",
            "devops\\.scmservice\\.[a-z0-9-]+\\.oci\\.[a-z0-9.-]+",
            2048,
            "the API keys of a user that may only read the repository, in the form that ssh-keygen -e -m pkcs8 prints",
            RSA),
    /**
     * Bitbucket Cloud: RSA has to have 2048 bits or more.
     *
     * @see <a href="https://support.atlassian.com/bitbucket-cloud/docs/supported-ssh-key-formats/">Key formats</a>
     */
    BITBUCKET("Bitbucket", "(altssh\\.)?bitbucket\\.org", 2048, "the repository's access keys", ED25519, RSA, ECDSA),
    /**
     * Google's Cloud Source Repositories: RSA has to have 2048 bits or more, and a key belongs to a person.
     *
     * @see <a href="https://cloud.google.com/source-repositories/docs/authentication">Authentication</a>
     */
    GOOGLE_SOURCE_REPOSITORIES(
            "Cloud Source Repositories",
            "source\\.developers\\.google\\.com",
            2048,
            "the SSH keys of an account that may only read the repository",
            ED25519,
            RSA,
            ECDSA),
    /**
     * Alibaba's Codeup: no ECDSA.
     *
     * @see <a href="https://www.alibabacloud.com/help/en/yunxiao/user-guide/configure-ssh-key">SSH keys</a>
     */
    ALIBABA_CODEUP("Codeup", "codeup\\.aliyun\\.com", 0, Place.DEPLOY_KEYS, ED25519, RSA),
    /**
     * GitCode: no ECDSA, and RSA of 2048 bits or more.
     *
     * @see <a href="https://docs.gitcode.com/en/docs/help/home/user_center/security_management/ssh">SSH keys</a>
     */
    GITCODE("GitCode", "gitcode\\.com", 2048, Place.DEPLOY_KEYS, ED25519, RSA),
    /** Any other host. */
    OTHER("the git host", ".*", 0, Place.DEPLOY_KEYS, ED25519, RSA, ECDSA);

    private static final class Place {
        static final String DEPLOY_KEYS = "the repository's deploy keys, read-only";
    }

    private final String title;
    private final Pattern names;
    private final int leastRsaBits;
    private final String registry;
    private final List<SshKeyType> taken;

    GitHost(String title, String names, int leastRsaBits, String registry, SshKeyType... taken) {
        this.title = title;
        this.names = Pattern.compile(names, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
        this.leastRsaBits = leastRsaBits;
        this.registry = registry;
        this.taken = List.of(taken);
    }

    /**
     * The host of a repository.
     *
     * @param repository the repository
     * @return the host; {@link #OTHER} also for an address that git could not read
     */
    public static GitHost of(GitRepository repository) {
        Objects.requireNonNull(repository, "repository");
        String name = repository.parts().map(GitRepository.Parts::host).orElse("");
        return Arrays.stream(values())
                .filter(host -> host.names.matcher(name).matches())
                .findFirst()
                .orElseThrow();
    }

    /** The host's name. */
    public String title() {
        return title;
    }

    /**
     * Whether the host accepts a key.
     *
     * @param type the key's type
     * @param bits the key's length, which counts for RSA
     * @return true if it does
     */
    public boolean takes(SshKeyType type, int bits) {
        Objects.requireNonNull(type, "type");
        return taken.contains(type) && (type != RSA || bits >= leastRsaBits);
    }

    /**
     * What the host accepts, in words.
     *
     * @return such as {@code Ed25519, RSA of 2048 bits or more}
     */
    public String takenTypes() {
        return taken.stream()
                .map(type ->
                        type.title() + (type == RSA && leastRsaBits > 0 ? " of " + leastRsaBits + " bits or more" : ""))
                .collect(Collectors.joining(", "));
    }

    /**
     * The type that a new key should have: Ed25519 if the host accepts it.
     *
     * @return Ed25519 or RSA
     */
    public SshKeyType keyType() {
        return taken.get(0);
    }

    /**
     * Where the public half of a key is registered.
     *
     * @return words that follow "add it to"
     */
    public String registry() {
        return registry;
    }
}
