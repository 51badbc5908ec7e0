package io.airworthy.secrets;

import java.util.Base64;
import java.util.Locale;

/** The lines around an OpenSSH private key: what Secrets, editors and templates do to them, and what stands there instead. */
final class OpenSshKeyArmour {

    private OpenSshKeyArmour() {}

    /** What is between the first and the last line, decoded. The text gets back its line ends on the way. */
    static byte[] open(Normalization mending) {
        mending.unwrapIf(text -> text.contains("-----BEGIN "));
        mending.dropByteOrderMark();
        restoreLineEnds(mending);
        String text = mending.text().strip();
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

    private static void restoreLineEnds(Normalization mending) {
        if (mending.text().indexOf('\r') >= 0) {
            mending.become(
                    mending.text().replace("\r\n", "\n").replace('\r', '\n'), "turned CR LF line endings into LF");
        }
        mending.restoreLineEnds();
        if (mending.text().endsWith(OpenSshKeyFile.END)) {
            mending.become(mending.text() + "\n", "added the line ending after the last line");
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
