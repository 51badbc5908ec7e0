package io.airworthy.render;

import io.airworthy.render.disk.FolderTransaction;
import io.airworthy.render.disk.Sha256;
import io.airworthy.render.document.Checklist;
import io.airworthy.render.document.SignedChecklist;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A folder that is written as a whole, and that knows which of its files were written by it. */
final class PackageFolder {

    private static final String DIGESTS = ".sha256sums";
    private static final Pattern DIGEST = Pattern.compile("([0-9a-f]{64})  (.+)");

    /** Some ten times the list of the largest package. A longer one is somebody else's. */
    private static final int LONGEST_LIST = 1 << 16;

    /** Some hundred times the longest one. What is beyond it is not the checklist any more. */
    private static final int LONGEST_CHECKLIST = 1 << 22;

    private final Path folder;

    PackageFolder(Path folder) {
        this.folder = folder;
    }

    void write(Map<String, String> files) throws IOException {
        try (FolderTransaction transaction = FolderTransaction.inFolderOfItsOwn(folder)) {
            refuseForeignFiles(transaction);
            replaceAll(transaction, withSignatures(transaction, files));
        }
    }

    /** What people wrote into the checklist is theirs. */
    private static Map<String, String> withSignatures(FolderTransaction transaction, Map<String, String> files)
            throws IOException {
        Optional<String> next = Optional.ofNullable(files.get(Checklist.FILE_NAME));
        Path earlier = transaction.place(Checklist.FILE_NAME);
        if (next.isEmpty() || !Files.isRegularFile(earlier, LinkOption.NOFOLLOW_LINKS)) {
            return files;
        }
        Map<String, String> signed = new HashMap<>(files);
        signed.put(Checklist.FILE_NAME, checklist(earlier).carriedInto(next.get()));
        return signed;
    }

    private static SignedChecklist checklist(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return SignedChecklist.of(new String(in.readNBytes(LONGEST_CHECKLIST), StandardCharsets.UTF_8));
        }
    }

    void replace(Map<String, String> files) throws IOException {
        try (FolderTransaction transaction = FolderTransaction.inFolderOfItsOwn(folder)) {
            replaceAll(transaction, files);
        }
    }

    private static void replaceAll(FolderTransaction transaction, Map<String, String> files) throws IOException {
        StringBuilder digests = new StringBuilder();
        for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
            byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
            transaction.add(file.getKey(), bytes);
            digests.append(Sha256.of(bytes)).append("  ").append(file.getKey()).append('\n');
        }
        transaction.add(DIGESTS, digests.toString().getBytes(StandardCharsets.UTF_8));
        transaction.replaceAll();
    }

    private void refuseForeignFiles(FolderTransaction transaction) throws IOException {
        Map<String, String> written = digestsWritten(transaction.place(DIGESTS));
        List<String> foreign = new ArrayList<>();
        for (String file : transaction.present()) {
            if (!isOurs(file, transaction.place(file), written)) {
                foreign.add(file);
            }
        }
        if (!foreign.isEmpty()) {
            throw new ForeignFilesException(folder.toAbsolutePath(), foreign);
        }
    }

    private static boolean isOurs(String file, Path path, Map<String, String> written) throws IOException {
        if (!written.containsKey(file) || !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        return file.equals(DIGESTS)
                || Sha256.of(path).equals(written.get(file))
                || file.equals(Checklist.FILE_NAME) && checklist(path).isOnlySigned();
    }

    /** What the list says, the list itself among it; nothing if it is not one that was written here. */
    private static Map<String, String> digestsWritten(Path list) throws IOException {
        if (!Files.isRegularFile(list, LinkOption.NOFOLLOW_LINKS) || Files.size(list) > LONGEST_LIST) {
            return Map.of();
        }
        Map<String, String> digests = new HashMap<>();
        String text;
        try (InputStream in = Files.newInputStream(list, LinkOption.NOFOLLOW_LINKS)) {
            text = new String(in.readNBytes(LONGEST_LIST), StandardCharsets.UTF_8);
        }
        for (String line : text.split("\n")) {
            Matcher digest = DIGEST.matcher(line);
            if (!digest.matches()) {
                return Map.of();
            }
            digests.put(digest.group(2), digest.group(1));
        }
        digests.put(DIGESTS, "");
        return digests;
    }
}
