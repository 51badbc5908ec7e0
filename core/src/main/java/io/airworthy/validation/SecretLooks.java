package io.airworthy.validation;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a name or a value looks as though somebody wrote a secret where everybody can read it. */
final class SecretLooks {

    private static final Pattern SECRET_NAME = Pattern.compile(
            "(?:^|[_.-])(?:PASSWORD|PASSWD|PASSPHRASE|PWD|SECRETS?|TOKEN|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY|ACCOUNT_?KEY"
                    + "|FERNET_?KEY|SSH_?KEY|BASIC_?AUTH)(?:$|[_.-])");

    /** Names that speak of a secret without carrying it: where it is, how long it lives. */
    private static final Pattern REFERENCE = Pattern.compile(
            "(?:_FILE|_PATH|_DIR|_NAME|_ID|_ARN|_URI|_URL|_CMD|_ENABLED|_LENGTH|_TTL|_SECONDS|_TIME|_EXPIRATION"
                    + "|_PASSWORD_SECRET)$");

    private static final Set<String> HARMLESS_NAMES = Set.of("MIN_LENGTH_MASKED_SECRET", "PWD", "OLDPWD");

    private static final Pattern PASSWORD_IN_URL =
            Pattern.compile("[A-Za-z][A-Za-z0-9+._-]{0,40}://[^/?#\\s@:]{0,500}:[^/?#\\s@]{1,4000}@");

    private static final Pattern PRIVATE_KEY = Pattern.compile("-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----");

    private static final Pattern FIELD = Pattern.compile(
            "[?&]([A-Za-z0-9_.-]{1,100})=[^&\\s]|\"([A-Za-z0-9_.-]{1,100})\"\\s{0,20}:\\s{0,20}\"[^\"]");

    private SecretLooks() {}

    /**
     * Whether a name says that its value is secret.
     *
     * @param name the last part of an option's or a variable's name
     */
    static boolean inName(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return !HARMLESS_NAMES.contains(upper)
                && !REFERENCE.matcher(upper).find()
                && SECRET_NAME.matcher(upper).find();
    }

    /** Whether a value shows a secret: a password in a URL, a secret field in a URL's query or in JSON, a private key. */
    static boolean inValue(String value) {
        return value.contains("://") && PASSWORD_IN_URL.matcher(value).find()
                || PRIVATE_KEY.matcher(value).find()
                || hasSecretField(value);
    }

    private static boolean hasSecretField(String value) {
        Matcher field = FIELD.matcher(value);
        while (field.find()) {
            if (inName(field.group(1) != null ? field.group(1) : field.group(2))) {
                return true;
            }
        }
        return false;
    }
}
