package io.airworthy.render.file;

/**
 * Where something stands.
 *
 * @param text in the model, as rules write it: {@code ha.workers.pods.tolerations[0].key}, {@code extraValues[scheduler.env[0]]}
 * @param written in files, where the key that names a variant is a part of it: {@code remoteLogging.store.s3.bucket}
 */
record ModelPath(String text, String written) {

    static final ModelPath ROOT = new ModelPath("", "");

    ModelPath attribute(String name) {
        return new ModelPath(below(text, name), below(written, name));
    }

    ModelPath variant(String name) {
        return new ModelPath(text, below(written, name));
    }

    ModelPath element(int index) {
        return and("[" + index + "]");
    }

    ModelPath entry(String key) {
        return and("[" + key + "]");
    }

    /** A key of a tree that is no attribute: inside of the brackets. */
    ModelPath treeKey(String key) {
        return text.endsWith("]") ? inside("." + key) : entry(key);
    }

    ModelPath treeElement(int index) {
        return text.endsWith("]") ? inside("[" + index + "]") : element(index);
    }

    /** The path of what this is a part of; empty for the whole. */
    static String parent(String path) {
        return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }

    private ModelPath and(String more) {
        return new ModelPath(text + more, written + more);
    }

    private ModelPath inside(String more) {
        return new ModelPath(inside(text, more), inside(written, more));
    }

    private static String inside(String path, String more) {
        return path.substring(0, path.length() - 1) + more + "]";
    }

    private static String below(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
