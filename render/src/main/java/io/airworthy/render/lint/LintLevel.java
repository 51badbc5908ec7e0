package io.airworthy.render.lint;

/** How much a linter says. */
public enum LintLevel {
    /** Only what is surely wrong in production. */
    DEFAULT,
    /** Also what a reviewer may ask about, and what a later version will no longer take. */
    PEDANTIC
}
