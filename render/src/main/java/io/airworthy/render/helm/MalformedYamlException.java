package io.airworthy.render.helm;

/** Text that is no values file. The message says where and why, in one line. */
public final class MalformedYamlException extends Exception {

    private static final long serialVersionUID = 1L;

    private final ValuesDocument.Position position;

    MalformedYamlException(ValuesDocument.Position position, String reason) {
        super(position + ": " + reason);
        this.position = position;
    }

    /**
     * Where reading stopped.
     *
     * @return line and column, both from 1
     */
    public ValuesDocument.Position position() {
        return position;
    }
}
