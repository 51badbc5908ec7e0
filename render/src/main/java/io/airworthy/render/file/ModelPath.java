package io.airworthy.render.file;

/**
 * Where something stands in the model, as rules write it: {@code ha.workers.pods.tolerations[0].key},
 * {@code extraValues[scheduler.env[0]]}.
 */
record ModelPath(String text) {

    static final ModelPath ROOT = new ModelPath("");

    ModelPath attribute(String name) {
        return new ModelPath(text.isEmpty() ? name : text + "." + name);
    }

    ModelPath element(int index) {
        return new ModelPath(text + "[" + index + "]");
    }

    ModelPath entry(String key) {
        return new ModelPath(text + "[" + key + "]");
    }

    /** A key of a tree that is no attribute: inside of the brackets. */
    ModelPath treeKey(String key) {
        return text.endsWith("]") ? new ModelPath(text.substring(0, text.length() - 1) + "." + key + "]") : entry(key);
    }

    ModelPath treeElement(int index) {
        return text.endsWith("]")
                ? new ModelPath(text.substring(0, text.length() - 1) + "[" + index + "]]")
                : element(index);
    }

    /** The path of what this is a part of. */
    ModelPath parent() {
        return new ModelPath(text.substring(0, Math.max(0, Math.max(text.lastIndexOf('.'), text.lastIndexOf('[')))));
    }
}
