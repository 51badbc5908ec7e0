package io.airworthy.material;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** How a piece of secret material is written in a text, so that whatever reads the text gets it back exactly. */
public enum Encoding {
    /** As it is. */
    PLAIN {
        @Override
        public String encode(String material) {
            return Objects.requireNonNull(material, "material");
        }
    },

    /**
     * Percent-encoded for any part of a URL: every byte of its UTF-8 form but letters, digits,
     * {@code -}, {@code .} and {@code _}.
     *
     * <p>SQLAlchemy, libpq, Go and Airflow's own connection parser all read it back; a space is {@code %20}, never
     * {@code +}, which SQLAlchemy would keep. {@code $} and {@code ~} are encoded as well, because Airflow expands variables
     * and home directories in configuration that comes from the environment.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-2.3">RFC 3986, unreserved characters</a>
     */
    PERCENT {
        @Override
        public String encode(String material) {
            StringBuilder encoded = new StringBuilder();
            for (byte b : material.getBytes(StandardCharsets.UTF_8)) {
                if (isUnreserved(b)) {
                    encoded.append((char) b);
                } else {
                    encoded.append('%').append(HEX.charAt((b >> 4) & 0xf)).append(HEX.charAt(b & 0xf));
                }
            }
            return encoded.toString();
        }
    },

    /**
     * Inside the double quotes of PgBouncer's user list: a quote is doubled, a backslash is an ordinary character.
     *
     * @see <a href="https://www.pgbouncer.org/config.html#authentication-file-format">PgBouncer's authentication file</a>
     */
    PGBOUNCER_USER_LIST {
        @Override
        public String encode(String material) {
            return material.replace("\"", "\"\"");
        }
    },

    /** Inside the double quotes of a JSON string. */
    JSON_STRING {
        @Override
        public String encode(String material) {
            StringBuilder encoded = new StringBuilder();
            for (int i = 0; i < material.length(); i++) {
                char c = material.charAt(i);
                if (c == '"' || c == '\\') {
                    encoded.append('\\').append(c);
                } else if (c < 0x20) {
                    encoded.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
                } else {
                    encoded.append(c);
                }
            }
            return encoded.toString();
        }
    };

    private static final String HEX = "0123456789ABCDEF";

    /**
     * Encodes a piece of material.
     *
     * @param material the material
     * @return its encoded form
     */
    public abstract String encode(String material);

    private static boolean isUnreserved(byte b) {
        return b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b == '-' || b == '.' || b == '_';
    }
}
