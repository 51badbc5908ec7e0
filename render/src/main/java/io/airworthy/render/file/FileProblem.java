package io.airworthy.render.file;

import java.util.Objects;

/**
 * Why a file does not describe a deployment.
 *
 * @param place where
 * @param path which key below {@code spec}: {@code remoteLogging.store.s3.bucket}; empty for the file itself
 * @param message what is wrong with it
 */
public record FileProblem(FilePlace place, String path, String message) {

    /** Refuses null. */
    public FileProblem {
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(message, "message");
    }

    /** One line, {@code prod.yaml:7:5: database.hots: no such key; did you mean host?} */
    @Override
    public String toString() {
        return place + ": " + (path.isEmpty() ? "" : path + ": ") + message;
    }
}
