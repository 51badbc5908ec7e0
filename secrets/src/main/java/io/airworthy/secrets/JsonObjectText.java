package io.airworthy.secrets;

/** Whether a text is one JSON object. It keeps nothing of what it reads. */
final class JsonObjectText {

    /** Deeper than any key file, and too little to overflow the stack. */
    private static final int DEEPEST = 64;

    private final String text;
    private int at;

    private JsonObjectText(String text) {
        this.text = text;
    }

    static boolean matches(String text) {
        JsonObjectText reader = new JsonObjectText(text);
        reader.skipBlanks();
        return reader.members('{', '}', 0) && reader.isAtEnd();
    }

    private boolean isAtEnd() {
        skipBlanks();
        return at == text.length();
    }

    private boolean value(int depth) {
        skipBlanks();
        if (depth > DEEPEST || at == text.length()) {
            return false;
        }
        return switch (text.charAt(at)) {
            case '{' -> members('{', '}', depth);
            case '[' -> members('[', ']', depth);
            case '"' -> string();
            default -> word();
        };
    }

    /** An object or an array, which differ only in their brackets and keys. */
    private boolean members(char open, char close, int depth) {
        if (!take(open)) {
            return false;
        }
        if (take(close)) {
            return true;
        }
        do {
            skipBlanks();
            if (open == '{' && !(string() && take(':'))) {
                return false;
            }
            if (!value(depth + 1)) {
                return false;
            }
        } while (take(','));
        return take(close);
    }

    private boolean string() {
        if (at == text.length() || text.charAt(at) != '"') {
            return false;
        }
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return true;
            }
            if (c < ' ') {
                return false;
            }
            if (c == '\\') {
                at++;
                if (at == text.length() || "\"\\/bfnrtu".indexOf(text.charAt(at)) < 0) {
                    return false;
                }
            }
        }
        return false;
    }

    private boolean word() {
        int start = at;
        while (at < text.length() && "{}[],:\" \t\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at).matches("true|false|null|-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    }

    private boolean take(char expected) {
        skipBlanks();
        if (at < text.length() && text.charAt(at) == expected) {
            at++;
            return true;
        }
        return false;
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }
}
