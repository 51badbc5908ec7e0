package io.airworthy.validation;

/** How bad it is when a rule is broken. */
public enum Severity {
    /** The deployment does not install, or something in it is silently off. */
    ERROR("error"),
    /** The deployment works, but a reviewer would ask about it. */
    WARNING("warning");

    private final String text;

    Severity(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
