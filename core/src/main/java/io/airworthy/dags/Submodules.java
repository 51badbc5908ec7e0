package io.airworthy.dags;

/**
 * What git-sync does with the submodules of a repository.
 *
 * @see <a href="https://github.com/kubernetes/git-sync/blob/v4.4.2/README.md">git-sync, {@code --submodules}</a>
 */
public enum Submodules {
    /** Fetches the repository's submodules and theirs. */
    RECURSIVE("recursive"),
    /** Fetches the repository's submodules, but not theirs. */
    SHALLOW("shallow"),
    /** Fetches none. */
    OFF("off");

    private final String text;

    Submodules(String text) {
        this.text = text;
    }

    /** As git-sync writes it, {@code "recursive"}. */
    @Override
    public String toString() {
        return text;
    }
}
