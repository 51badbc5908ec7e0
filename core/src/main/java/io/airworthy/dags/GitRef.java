package io.airworthy.dags;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What git-sync checks out.
 *
 * @param kind what the name is
 * @param name the branch, tag or commit; {@code HEAD} where the kind is {@link Kind#HEAD}
 */
public record GitRef(Kind kind, String name) {

    private static final Pattern FULL_COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final Pattern FORBIDDEN_IN_NAME =
            Pattern.compile("[\\x00-\\x20\\x7f~^:?*\\[\\\\\\p{Cs}]|\\.\\.|@\\{|//|^[/.-]|/\\.|\\.lock(/|$)|[/.]$");

    /**
     * Refuses null, and a HEAD that names something.
     *
     * @throws IllegalArgumentException if the kind is {@link Kind#HEAD} and the name is not {@code HEAD}
     */
    public GitRef {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        if (kind == Kind.HEAD && !name.equals("HEAD")) {
            throw new IllegalArgumentException(
                    "a reference of kind HEAD has no name; use GitRef.branch(name) or tag(name)");
        }
    }

    /** What a reference is. */
    public enum Kind {
        /** A branch, followed as it moves. */
        BRANCH,
        /** A tag. */
        TAG,
        /** One commit. */
        COMMIT,
        /** The tip of the repository's default branch. */
        HEAD
    }

    /**
     * A branch, followed as it moves.
     *
     * @param name the branch
     * @return the reference
     */
    public static GitRef branch(String name) {
        return new GitRef(Kind.BRANCH, name);
    }

    /**
     * A tag.
     *
     * @param name the tag
     * @return the reference
     */
    public static GitRef tag(String name) {
        return new GitRef(Kind.TAG, name);
    }

    /**
     * One commit.
     *
     * @param hash the full hash, 40 or 64 hexadecimal digits in lower case; git-sync does not find abbreviated ones
     * @return the reference
     */
    public static GitRef commit(String hash) {
        return new GitRef(Kind.COMMIT, hash);
    }

    /** The tip of the repository's default branch. */
    public static GitRef head() {
        return new GitRef(Kind.HEAD, "HEAD");
    }

    /**
     * Whether git allows such a reference.
     *
     * @return false for a name that git refuses, or a commit that is not a full hash
     * @see <a href="https://git-scm.com/docs/git-check-ref-format">git check-ref-format</a>
     */
    public boolean isWellFormed() {
        return switch (kind) {
            case HEAD -> true;
            case COMMIT -> FULL_COMMIT.matcher(name).matches();
            case BRANCH -> !name.equals("HEAD") && isName();
            case TAG -> isName();
        };
    }

    private boolean isName() {
        return !name.isEmpty()
                && !name.equals("@")
                && !FORBIDDEN_IN_NAME.matcher(name).find();
    }

    @Override
    public String toString() {
        return switch (kind) {
            case HEAD -> "HEAD";
            case COMMIT -> "commit " + name;
            case BRANCH -> "branch " + name;
            case TAG -> "tag " + name;
        };
    }
}
