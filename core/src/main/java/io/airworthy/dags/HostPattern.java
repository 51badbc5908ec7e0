package io.airworthy.dags;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One of the host names of a line, as {@code sshd(8)} describes them: plain, with wildcards, or hashed. */
record HostPattern(String text) {

    /** Whether SSH finds this line when it looks for a name in lower case. */
    boolean matches(String name) {
        return text.startsWith("|1|") ? isHashOf(name) : isGlobOf(name);
    }

    /** A star matches more only if what follows it does not fit, so that no pattern takes long. */
    private boolean isGlobOf(String name) {
        String pattern = text.toLowerCase(Locale.ROOT);
        int at = 0;
        int afterStar = -1;
        int takenByStar = 0;
        for (int i = 0; i < name.length(); ) {
            char wanted = at < pattern.length() ? pattern.charAt(at) : '\0';
            if (wanted == '*') {
                afterStar = ++at;
                takenByStar = i;
            } else if (wanted == '?' || wanted == name.charAt(i)) {
                at++;
                i++;
            } else if (afterStar < 0) {
                return false;
            } else {
                at = afterStar;
                i = ++takenByStar;
            }
        }
        return pattern.substring(at).chars().allMatch(c -> c == '*');
    }

    /** {@code |1|salt|HMAC-SHA1 of the name}: how {@code HashKnownHosts} hides names. */
    private boolean isHashOf(String name) {
        String[] parts = text.split("\\|");
        if (parts.length != 4) {
            return false;
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(parts[2]), "HmacSHA1"));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(name.getBytes(StandardCharsets.UTF_8)))
                    .equals(parts[3]);
        } catch (IllegalArgumentException unreadable) {
            return false;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HmacSHA1", impossible);
        }
    }
}
