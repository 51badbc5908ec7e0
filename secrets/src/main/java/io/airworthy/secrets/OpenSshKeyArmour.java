package io.airworthy.secrets;

import java.util.Base64;
import java.util.Locale;

/**
 * The first and last line of an OpenSSH private key, what Secrets, editors and templates do to them, and other formats
 * that people give instead.
 */
final class OpenSshKeyArmour {

    private OpenSshKeyArmour() {}

    /** Decodes what is between the first and the last line, and restores the line ends of the text. */
    static byte[] open(Normalization input) {
        input.unwrapIf(text -> text.contains("-----BEGIN "));
        input.dropByteOrderMark();
        restoreLineEnds(input);
        String text = input.text().strip();
        refuseOtherFormats(text);
        int end = text.indexOf(OpenSshKeyFile.END);
        if (end < 0) {
            throw new UnusableSecretException("the SSH key is truncated: it has no line " + OpenSshKeyFile.END);
        }
        if (end + OpenSshKeyFile.END.length() < text.length()) {
            throw new UnusableSecretException(
                    "the SSH key has something after its last line; give one key, nothing else");
        }
        String body = text.substring(OpenSshKeyFile.BEGIN.length(), end).replaceAll("\\s", "");
        try {
            return Base64.getDecoder().decode(body);
        } catch (IllegalArgumentException notBase64) {
            throw new UnusableSecretException(
                    "the SSH key is damaged: what is between its first and last line is not base64");
        }
    }

    private static void restoreLineEnds(Normalization input) {
        if (input.text().indexOf('\r') >= 0) {
            input.become(input.text().replace("\r\n", "\n").replace('\r', '\n'), "turned CR LF line endings into LF");
        }
        input.restoreLineEnds();
        if (input.text().endsWith(OpenSshKeyFile.END)) {
            input.become(input.text() + "\n", "added the line ending after the last line");
        }
    }

    private static void refuseOtherFormats(String text) {
        if (text.startsWith(OpenSshKeyFile.BEGIN)) {
            return;
        }
        if (text.isEmpty()) {
            throw new UnusableSecretException("the SSH key is empty");
        }
        if (text.contains(OpenSshKeyFile.BEGIN)) {
            throw new UnusableSecretException(
                    "the SSH key has something before its first line; give one key, nothing else");
        }
        String firstLine = text.lines().findFirst().orElse("").toUpperCase(Locale.ROOT);
        if (firstLine.startsWith("SSH-") || firstLine.startsWith("ECDSA-") || firstLine.contains("PUBLIC KEY")) {
            throw new UnusableSecretException(
                    "this is the public half of an SSH key; the pod needs the private one, the file without .pub");
        }
        if (firstLine.startsWith("PUTTY-USER-KEY-FILE")) {
            throw new UnusableSecretException(
                    "the SSH key is in PuTTY's format; convert it with puttygen <file> -O private-openssh-new -o"
                            + " <new file>");
        }
        if (firstLine.contains("PRIVATE KEY") && text.contains("ENCRYPTED")) {
            throw new UnusableSecretException(
                    "the SSH key is protected by a passphrase, which nobody can enter in a pod; remove it with"
                            + " ssh-keygen -p -N '' -f <file>");
        }
        if (firstLine.contains("PRIVATE KEY")) {
            throw new UnusableSecretException(
                    "the SSH key is in an older PEM format, which not every OpenSSH reads; convert it with"
                            + " ssh-keygen -p -N '' -f <file>");
        }
        throw new UnusableSecretException("not an SSH private key: it does not start with " + OpenSshKeyFile.BEGIN);
    }
}
