package io.airworthy.secrets.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A temporary folder for one server, and the account that the server runs under: PostgreSQL and PgBouncer both refuse
 * root, so root lends them the account that Debian's package made.
 */
final class ServerFolder {

    private static final String ACCOUNT = "postgres";

    private final Path path;

    private ServerFolder(Path path) {
        this.path = path;
    }

    static ServerFolder create() throws IOException {
        Path path = Files.createTempDirectory("airworthy-servers");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        ServerFolder folder = new ServerFolder(path);
        folder.handOver(path);
        return folder;
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    /** Writes a file that everybody may read and the account owns not, as Kubernetes mounts a Secret by default. */
    Path write(String name, String content) throws IOException {
        Path file = Files.writeString(resolve(name), content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        return file;
    }

    /** Gives a file to the account, for it alone. */
    void entrust(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        handOver(file);
    }

    /** The command, run under the account. The process that starts is the program itself, so that it can be ended. */
    static List<String> asAccount(List<String> command) {
        List<String> whole = new ArrayList<>();
        if (isRoot()) {
            whole.addAll(List.of("setpriv", "--reuid=" + ACCOUNT, "--regid=" + ACCOUNT, "--clear-groups"));
        }
        whole.addAll(command);
        return whole;
    }

    void delete() {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException inUse) {
            throw new UncheckedIOException(inUse);
        }
    }

    private void handOver(Path file) throws IOException {
        if (isRoot()) {
            UserPrincipal account =
                    FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(ACCOUNT);
            Files.setOwner(file, account);
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }
}
