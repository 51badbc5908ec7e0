package io.airworthy.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.airworthy.dags.GitHost;
import io.airworthy.dags.SshKeyType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SshDeployKeyTest {

    private static final SshDeployKey KEY = SshDeployKey.generate(GitHost.OTHER, "airflow-dags@production");
    private static final String PEM = KEY.privateKey().reveal();
    private static final String BEGIN = "-----BEGIN OPENSSH PRIVATE KEY-----";
    private static final String END = "-----END OPENSSH PRIVATE KEY-----";

    @Test
    void newKeysHaveTheFormOfOpenSsh() {
        assertThat(PEM)
                .startsWith(BEGIN + "\n")
                .endsWith("\n" + END + "\n")
                .doesNotContain("\r")
                .doesNotEndWith("\n\n");
        assertThat(PEM.lines().skip(1).findFirst().orElseThrow()).hasSize(70);
        assertThat(KEY.publicLine())
                .matches("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI[A-Za-z0-9+/]{43} airflow-dags@production");
        assertThat(KEY.fingerprint()).matches("SHA256:[A-Za-z0-9+/]{43}");
        assertThat(KEY.comment()).isEqualTo("airflow-dags@production");
        assertThat(SshDeployKey.generate(GitHost.OTHER, "").publicLine()).matches("ssh-ed25519 [A-Za-z0-9+/]{68}");
    }

    @Property(tries = 100)
    void everyNewKeyReadsBackUnchanged(@ForAll @AlphaChars @StringLength(max = 30) String comment) {
        SshDeployKey key = SshDeployKey.generate(GitHost.OTHER, comment);
        Accepted<SshDeployKey> accepted = SshDeployKey.parse(key.privateKey());
        assertThat(accepted).isEqualTo(new Accepted<>(key, List.of()));
        assertThat(accepted.value().publicLine()).isEqualTo(key.publicLine());
        assertThat(accepted.value().comment()).isEqualTo(comment);
    }

    @Test
    void refusesACommentOfTwoLines() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> SshDeployKey.generate(GitHost.OTHER, "one\ntwo"))
                .withMessage("the comment of an SSH key must be one line, and this one contains a control character");
    }

    static List<Arguments> corrected() {
        return List.of(
                Arguments.of(
                        "its last line end is lost",
                        PEM.stripTrailing(),
                        List.of("added the line ending after the last line")),
                Arguments.of("CR LF", PEM.replace("\n", "\r\n"), List.of("turned CR LF line endings into LF")),
                Arguments.of(
                        "CR LF and its last line end is lost",
                        PEM.stripTrailing().replace("\n", "\r\n"),
                        List.of("turned CR LF line endings into LF", "added the line ending after the last line")),
                Arguments.of("byte order mark", "\uFEFF" + PEM, List.of("removed the byte order mark at its start")),
                Arguments.of(
                        "byte order mark under base64",
                        base64("\uFEFF" + PEM),
                        List.of("removed a second layer of base64", "removed the byte order mark at its start")),
                Arguments.of("double base64", base64(PEM), List.of("removed a second layer of base64")),
                Arguments.of(
                        "double base64 with lines",
                        Base64.getMimeEncoder().encodeToString(PEM.getBytes(StandardCharsets.UTF_8)),
                        List.of("removed a second layer of base64")),
                Arguments.of(
                        "on one line, as in JSON",
                        PEM.replace("\n", "\\n"),
                        List.of("turned \\n, written as two characters, into line breaks")),
                Arguments.of(
                        "folded by YAML", PEM.replace("\n", " "), List.of("reformatted its lines as ssh-keygen does")),
                Arguments.of("indented", PEM.indent(4), List.of("reformatted its lines as ssh-keygen does")),
                Arguments.of(
                        "empty lines after it", PEM + "\n\n", List.of("reformatted its lines as ssh-keygen does")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("corrected")
    void correctsWhatSecretsAndEditorsDoToAKey(String what, String pem, List<String> notes) {
        Accepted<SshDeployKey> accepted = SshDeployKey.parse(Sensitive.of(pem));
        assertThat(accepted.value().privateKey().reveal()).isEqualTo(PEM);
        assertThat(accepted.notes()).isEqualTo(notes);
    }

    static List<Arguments> refused() {
        // PROTOCOL.key: the 32 bytes of the public key start at 62, the first check integer at 98.
        byte[] file = unarmoured(PEM);
        byte[] otherPublicHalf = file.clone();
        System.arraycopy(
                unarmoured(SshDeployKey.generate(GitHost.OTHER, "").privateKey().reveal()),
                62,
                otherPublicHalf,
                62,
                32);
        byte[] otherCheck = file.clone();
        otherCheck[100] ^= 1;
        return List.of(
                Arguments.of("", "the SSH key is empty"),
                Arguments.of("hello", "not an SSH private key: it does not start with " + BEGIN),
                Arguments.of(
                        KEY.publicLine(),
                        "this is the public half of an SSH key; the pod needs the private one, the file without .pub"),
                Arguments.of(
                        "-----BEGIN PUBLIC KEY-----\nMCow\n-----END PUBLIC KEY-----\n",
                        "this is the public half of an SSH key; the pod needs the private one, the file without .pub"),
                Arguments.of(
                        "PuTTY-User-Key-File-3: ssh-ed25519\n",
                        "the SSH key is in PuTTY's format; convert it with puttygen <file> -O private-openssh-new -o"
                                + " <new file>"),
                Arguments.of(
                        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n",
                        "the SSH key is protected by a passphrase, which nobody can enter in a pod; remove it with"
                                + " ssh-keygen -p -N '' -f <file>"),
                Arguments.of(
                        "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\n",
                        "the SSH key is in an older PEM format, which not every OpenSSH reads; convert it with"
                                + " ssh-keygen -p -N '' -f <file>"),
                Arguments.of(PEM.substring(0, 200), "the SSH key is truncated: it has no line " + END),
                Arguments.of(
                        "key: " + PEM, "the SSH key has something before its first line; give one key, nothing else"),
                Arguments.of(PEM + PEM, "the SSH key has something after its last line; give one key, nothing else"),
                Arguments.of(
                        BEGIN + "\n???\n" + END + "\n",
                        "the SSH key is damaged: what is between its first and last line is not base64"),
                Arguments.of(
                        BEGIN + "\n" + base64("something else altogether") + "\n" + END + "\n",
                        "the SSH key has the header of an OpenSSH key, but not its content"),
                Arguments.of(
                        BEGIN + "\n" + PEM.substring(BEGIN.length() + 1, BEGIN.length() + 161) + "\n" + END + "\n",
                        "the SSH key is truncated: its content ends too early"),
                Arguments.of(
                        armoured(otherPublicHalf), "the SSH key is damaged: its public half belongs to another key"),
                Arguments.of(armoured(otherCheck), "the SSH key is damaged: its private part cannot be read"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("refused")
    void saysWhyATextCannotBeADeployKey(String pem, String expected) {
        assertThatExceptionOfType(UnusableSecretException.class)
                .isThrownBy(() -> SshDeployKey.parse(Sensitive.of(pem)))
                .withMessage(expected)
                .withNoCause();
    }

    @ParameterizedTest
    @CsvSource({"OTHER, 256, ED25519", "AZURE_DEVOPS, 3072, RSA", "AWS_CODECOMMIT, 3072, RSA"})
    void sshKeygenReadsAndUsesOurKeyAndPrintsOurFingerprint(
            GitHost host, int bits, SshKeyType type, @TempDir Path directory) throws Exception {
        Tool.assumeSshKeygen();
        SshDeployKey key = SshDeployKey.generate(host, "airflow-dags@production");
        String file = ownerOnly(directory.resolve("gitSshKey"), key.privateKey().reveal())
                .toString();

        assertThat(key.type()).isEqualTo(type);
        assertThat(key.bits()).isEqualTo(bits);
        assertThat(Tool.run("", "ssh-keygen", "-y", "-f", file)).isEqualTo(key.publicLine() + "\n");
        assertThat(Tool.run("", "ssh-keygen", "-l", "-f", file))
                .isEqualTo(bits + " " + key.fingerprint() + " airflow-dags@production (" + type + ")\n");
        assertThat(SshDeployKey.parse(key.privateKey())).isEqualTo(new Accepted<>(key, List.of()));

        // Whoever has the public line can check what the private key signed.
        String signers = Files.writeString(directory.resolve("signers"), "airflow " + key.publicLine())
                .toString();
        String signature = Files.writeString(
                        directory.resolve("signature"),
                        Tool.run("text", "ssh-keygen", "-q", "-Y", "sign", "-n", "t", "-f", file))
                .toString();
        assertThat(Tool.run(
                        "text",
                        "ssh-keygen",
                        "-Y",
                        "verify",
                        "-n",
                        "t",
                        "-I",
                        "airflow",
                        "-f",
                        signers,
                        "-s",
                        signature))
                .startsWith("Good \"t\" signature for airflow with " + type + " key");
    }

    @ParameterizedTest
    @CsvSource({"ed25519,256", "rsa,2048", "ecdsa,256", "ecdsa,384", "ecdsa,521"})
    void readsTheKeysOfSshKeygenUnchanged(String type, String bits, @TempDir Path directory) throws Exception {
        Tool.assumeSshKeygen();
        String file = directory.resolve("key").toString();
        Tool.run("", "ssh-keygen", "-q", "-t", type, "-b", bits, "-N", "", "-C", "made by ssh-keygen", "-f", file);

        Accepted<SshDeployKey> accepted = SshDeployKey.parse(Sensitive.fromFile(Path.of(file)));
        assertThat(accepted.notes()).isEmpty();
        assertThat(accepted.value().privateKey()).isEqualTo(Sensitive.fromFile(Path.of(file)));
        assertThat(accepted.value().type()).hasToString(type.toUpperCase(Locale.ROOT));
        assertThat(accepted.value().bits()).isEqualTo(Integer.parseInt(bits));
        assertThat(accepted.value().publicLine() + "\n").isEqualTo(Files.readString(Path.of(file + ".pub")));
        assertThat(Tool.run("", "ssh-keygen", "-l", "-f", file))
                .contains(" " + accepted.value().fingerprint() + " ");
    }

    @Test
    void notesAnRsaKeyThatIsTooShort(@TempDir Path directory) throws Exception {
        Tool.assumeSshKeygen();
        String file = directory.resolve("key").toString();
        Tool.run("", "ssh-keygen", "-q", "-t", "rsa", "-b", "1024", "-N", "", "-f", file);
        assertThat(SshDeployKey.parse(Sensitive.fromFile(Path.of(file))).notes())
                .containsExactly(
                        "is an RSA key of 1024 bits, and one of fewer than 2048 is no longer safe; generate a new one");
    }

    @Test
    void refusesAPassphrase(@TempDir Path directory) throws Exception {
        Tool.assumeSshKeygen();
        String file = directory.resolve("key").toString();
        Tool.run("", "ssh-keygen", "-q", "-t", "ed25519", "-N", "open sesame", "-f", file);
        assertThatExceptionOfType(UnusableSecretException.class)
                .isThrownBy(() -> SshDeployKey.parse(Sensitive.fromFile(Path.of(file))))
                .withMessage("the SSH key is protected by a passphrase, which nobody can enter in a pod; remove it with"
                        + " ssh-keygen -p -N '' -f <file>");
    }

    private static Path ownerOnly(Path file, String text) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text);
    }

    private static byte[] unarmoured(String pem) {
        return Base64.getMimeDecoder().decode(pem.replace(BEGIN, "").replace(END, ""));
    }

    private static String armoured(byte[] file) {
        return BEGIN + "\n" + Base64.getEncoder().encodeToString(file) + "\n" + END + "\n";
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
