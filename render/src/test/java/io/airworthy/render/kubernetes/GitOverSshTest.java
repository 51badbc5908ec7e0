package io.airworthy.render.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.airworthy.AirflowDeployment;
import io.airworthy.dags.GitAccess;
import io.airworthy.dags.GitRepository;
import io.airworthy.dags.GitSync;
import io.airworthy.dags.KnownHosts;
import io.airworthy.render.helm.HelmValues;
import io.airworthy.secrets.SecretMaterial;
import io.airworthy.testkit.SecretDeployments;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** git clones over a real SSH server with what the rendered Secret and the rendered values hold, as git-sync would. */
@Tag("slow")
class GitOverSshTest {

    private static final Path SSHD = Path.of("/usr/sbin/sshd");

    @TempDir
    private Path folder;

    private Process server;
    private int port;
    private String address;
    private SecretMaterial material;

    @BeforeEach
    void startServer() throws Exception {
        assumeTrue(Files.isExecutable(SSHD), "Skipped: there is no /usr/sbin/sshd: apt-get install openssh-server");
        assumeTrue(isThere("git", "--version"), "Skipped: there is no git: apt-get install git");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        port = freePort();
        address = "ssh://" + System.getProperty("user.name") + "@127.0.0.1:" + port + folder.resolve("dags.git");
        repository();
        key("host");
        key("another");
        material = GivenMaterial.material(deployment("host"), "x");
        Files.writeString(
                folder.resolve("authorized_keys"),
                material.deployKey().orElseThrow().publicLine() + "\n");
        Path configuration = Files.writeString(folder.resolve("sshd_config"), """
                Port %d
                ListenAddress 127.0.0.1
                HostKey %s
                AuthorizedKeysFile %s
                PidFile none
                StrictModes no
                UsePAM no
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                """.formatted(
                        port, folder.resolve("host"), folder.resolve("authorized_keys")));
        Path privileges = Path.of("/run/sshd");
        assumeTrue(
                !"root".equals(System.getProperty("user.name")) || Files.isDirectory(privileges) || made(privileges),
                "Skipped: sshd wants the folder /run/sshd when root starts it");
        server = new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("sshd.log").toFile())
                .start();
        assumeTrue(answers(), () -> "Skipped: sshd does not start here: " + read(folder.resolve("sshd.log")));
    }

    @AfterEach
    void stopServer() throws Exception {
        if (server != null) {
            server.destroy();
            server.waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void theRenderedKeyAndKnownHostsOpenTheRepository() throws Exception {
        assertThat(git(deployment("host"), "clone")).contains("exit 0");
        assertThat(read(folder.resolve("clone/dag.py"))).isEqualTo("print('hello')\n");
    }

    @Test
    void anotherHostKeyIsRefused() throws Exception {
        assertThat(git(deployment("another"), "clone"))
                .doesNotContain("exit 0")
                .contains("Host key verification failed");
        assertThat(folder.resolve("clone")).doesNotExist();
    }

    @Test
    void anotherDeployKeyIsRefused() throws Exception {
        material = GivenMaterial.material(deployment("host"), "x");

        assertThat(git(deployment("host"), "clone")).doesNotContain("exit 0").contains("Permission denied (publickey)");
    }

    private AirflowDeployment deployment(String hostKey) throws IOException {
        return SecretDeployments.plain().toBuilder()
                .gitSync(GitSync.builder()
                        .repository(GitRepository.of(address))
                        .access(GitAccess.deployKey(KnownHosts.of("[127.0.0.1]:" + port + " "
                                + Files.readString(folder.resolve(hostKey + ".pub"))
                                        .strip())))
                        .build())
                .build();
    }

    /** With the options that git-sync gives to ssh. */
    private String git(AirflowDeployment deployment, String target) throws Exception {
        Path key = folder.resolve("gitSshKey");
        Files.deleteIfExists(key);
        Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(key, secretKey(deployment));
        Map<?, ?> dags = (Map<?, ?>) HelmValues.of(deployment).asMap().get("dags");
        Map<?, ?> gitSync = (Map<?, ?>) dags.get("gitSync");
        Path knownHosts = Files.writeString(folder.resolve("known_hosts"), (String) gitSync.get("knownHosts"));
        return run(
                Map.of(
                        "GIT_SSH_COMMAND",
                        "ssh -F /dev/null -o IdentitiesOnly=yes -o BatchMode=yes -o StrictHostKeyChecking=yes"
                                + " -o UserKnownHostsFile=" + knownHosts + " -o GlobalKnownHostsFile=/dev/null -i "
                                + key),
                "git",
                "clone",
                (String) gitSync.get("repo"),
                folder.resolve(target).toString());
    }

    private byte[] secretKey(AirflowDeployment deployment) throws Exception {
        for (Map<String, ?> secret : ManifestReader.read(
                KubernetesSecrets.of(deployment, material).text().reveal())) {
            if (((Map<?, ?>) secret.get("data")).get("gitSshKey") instanceof String base64) {
                return Base64.getDecoder().decode(base64);
            }
        }
        throw new AssertionError("there is no deploy key among the Secrets");
    }

    private void repository() throws Exception {
        Path work = Files.createDirectory(folder.resolve("work"));
        Files.writeString(work.resolve("dag.py"), "print('hello')\n");
        for (List<String> command : List.of(
                List.of("git", "init", "--quiet", work.toString()),
                List.of("git", "-C", work.toString(), "add", "dag.py"),
                List.of(
                        "git",
                        "-C",
                        work.toString(),
                        "-c",
                        "user.name=Test",
                        "-c",
                        "user.email=test@example.com",
                        "commit",
                        "--quiet",
                        "--message",
                        "A DAG"),
                List.of(
                        "git",
                        "clone",
                        "--quiet",
                        "--bare",
                        work.toString(),
                        folder.resolve("dags.git").toString()))) {
            assertThat(run(Map.of(), command.toArray(String[]::new))).contains("exit 0");
        }
    }

    private void key(String name) throws Exception {
        assertThat(run(
                        Map.of(),
                        "ssh-keygen",
                        "-q",
                        "-t",
                        "ed25519",
                        "-N",
                        "",
                        "-f",
                        folder.resolve(name).toString()))
                .contains("exit 0");
    }

    private boolean answers() throws InterruptedException {
        for (int i = 0; i < 100 && server.isAlive(); i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            } catch (IOException notYet) {
                Thread.sleep(100);
            }
        }
        return false;
    }

    private static boolean made(Path privileges) {
        try {
            Files.createDirectory(privileges);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isThere(String... command) throws Exception {
        try {
            return run(Map.of(), command).contains("exit 0");
        } catch (IOException absent) {
            return false;
        }
    }

    private static String run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return output + "exit " + process.waitFor();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException absent) {
            return "";
        }
    }
}
