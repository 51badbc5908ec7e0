package io.airworthy.rules;

import io.airworthy.configuration.AirflowOptions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Whether a name or a value looks as though somebody wrote a secret where everybody can read it. */
final class SecretLooks {

    /** Words that name a secret, as part of a name whose words have underscores between them. */
    private static final Pattern SECRET_NAME = Pattern.compile("(?:PASSWORDS?|PASSWD|PASSPHRASE|SECRETS?|TOKEN)(?:$|_)"
            + "|(?:^|_)(?:PWD|PW|(?:DB|PG|SMTP|SSH|USER)?PASS|REDISCLI_AUTH)$|_PAT$"
            + "|(?:^|_)(?:API_?KEY|(?:PRIVATE|ACCESS|ACCOUNT|SECRET|FERNET|SSH|SIGNING|ENCRYPTION|SHARED|MASTER)_?KEY"
            + "|BASIC_AUTH|KEYTAB_BASE64_CONTENT)(?:$|_)");

    /** Last words of names that speak of a secret without carrying it: where it is, how long it lives, what it is like. */
    private static final Pattern ABOUT_A_SECRET = Pattern.compile(
            "(?:^|_)(?:ACCOUNT|AGE|ALGORITHM|ANNOTATIONS|ARN|AUDIENCE"
                    + "|BACKEND|BUCKET|BUDGET|CLASS|CMD|COLUMN|COMMAND|COUNT|DIR|ENABLED|ENDPOINT|ENGINE|EXPIRATION|EXPIRY|FIELD|FILE"
                    + "|FOLDER|FORMAT|GROUP|HEADER|HOST|ID|INTERVAL|ISSUER|KIND|KWARGS|LABEL|LEEWAY|LENGTH|LIFETIME|LIMIT|LOCATION"
                    + "|MANAGER|MAX|METHOD|MIN|MODE|MOUNT|NAMES?|NAMESPACE|NUMBER|PATH|PATTERN|POLICY|PORT|PREFIX|PROJECT|PROVIDER"
                    + "|QUEUE|RATE|REF|REGEX|REGION|REQUIRED|ROLE|ROTATION|SCHEMA|SCOPES?|SECONDS|SERVER|SIZE|STORE|STRATEGY|SUFFIX"
                    + "|TABLE|THRESHOLD|TIME|TIMEOUT|TOPIC|TTL|TYPE|URI|URL|USER|USERNAME|VALIDITY|VERSION|WINDOW|CREDENTIALS_SECRET"
                    + "|EXISTING_SECRET|PASSWORD_SECRET|PULL_SECRETS?|SSH_KEY_SECRET|STATS_SECRET_KEY|TLS_SECRET|TOKEN_KEY)$");

    private static final Set<String> HARMLESS_NAMES = Set.of("MIN_LENGTH_MASKED_SECRET", "OLDPWD", "PWD");

    /** What stands in the values, but is the name of a Secret or of a key in it. */
    private static final Pattern REFERENCE = Pattern.compile(
            "(?:^|\\.)(?:secretKeyRef|secretRef|configMapKeyRef|imagePullSecrets|secret\\.secretKey)(?:\\.|$)");

    /** What the chart puts into a Secret, whatever it is. */
    private static final Pattern FOR_SECRETS =
            Pattern.compile("extraSecrets\\..*\\.(?:data|stringData)(?:\\..*)?|data\\.brokerUrl|pgbouncer\\.ssl\\.key");

    /** Values that are no secret whatever their name: a switch, a number, where something is, a template. */
    private static final Pattern NOT_ITSELF = Pattern.compile("(?is)\\s*"
            + "|true|false|yes|no|on|off|none|null|nil|default|required|optional|enabled|disabled|redacted|masked"
            + "|[*x.•-]{3,}|[0-9.]{1,4}|<[^<>]{1,200}>"
            + "|[~.]{0,2}/[^\\s]{0,400}|\\$\\w+"
            + "|https?://[^@\\s]{0,2000}"
            + "|(?:ref\\+[a-z0-9]+|vault|bao|arn|op|sm|gsm|ssm|awssm|aws-sm|azkv|akvs?|keyvault|azurekeyvault|k8s|env|file|secret"
            + "|secretref|secretsmanager|gcpsecretmanager|projects/[^/]+/secrets)[:/].{0,4000}"
            + "|ENC\\[.{0,4000}|(?:os\\.)?(?:environ|getenv)\\W.{0,4000}");

    private static final Pattern TEMPLATE = Pattern.compile("\\{\\{|\\$\\{|\\$\\(|%\\(");

    /** {@code name:} and {@code name =} anywhere in a text. */
    private static final Pattern ASSIGNMENT = Pattern.compile(
            "(?<start>^[ \\t]{0,200}(?:- {1,20})?(?:export )?)?(?<![A-Za-z0-9_.]|[A-Za-z0-9_.]-)"
                    + "(?<name>[A-Za-z][A-Za-z0-9_.-]{0,100})(?<close>[\"']?)[ \\t]{0,20}(?<sign>=>|[:=])[ \\t]{0,20}",
            Pattern.MULTILINE);

    /** What is assigned, with the quotes around it or without. */
    private static final Pattern VALUE =
            Pattern.compile("\"(?:[^\"\\n]{1,500})\"|'(?:[^'\\n]{1,500})'|(?<bare>[^\\s\"'&,;<>]{1,500})");

    private static final Pattern FLAG = Pattern.compile(
            "(?<![\\w-])--(?<name>[a-z][a-z0-9_-]{0,100})[ =]+[\"']?(?<value>[^\\s\"'-][^\\s\"']{0,500})");

    /**
     * A secret that shows itself.
     *
     * @param what what it is, in words
     * @param signs texts, one of which is in every such secret: few values have any, and only these are looked at closely
     * @param pattern what it looks like
     */
    private record Shape(String what, List<String> signs, Pattern pattern) {

        static Shape of(String what, List<String> signs, String regex) {
            return new Shape(what, signs, Pattern.compile(regex));
        }

        boolean isIn(String text) {
            for (String sign : signs) {
                if (text.contains(sign)) {
                    return pattern.matcher(text).find();
                }
            }
            return false;
        }
    }

    /** A URL with a password of one character: {@code a://:b@}. */
    private static final int SHORTEST_SHAPE = 7;

    private static final List<Shape> SHAPES = List.of(
            Shape.of(
                    "a password in a URL",
                    List.of("://"),
                    "[A-Za-z][A-Za-z0-9+._-]{0,40}://[^/?#\\s@:\"']{0,500}:(?![$<{*]|%\\()[^/?#\\s@\"]{1,4000}@"),
            Shape.of(
                    "a private key",
                    List.of("PRIVATE KEY", "AGE-SECRET-KEY-1"),
                    "-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----|AGE-SECRET-KEY-1"),
            Shape.of(
                    "a GitHub token",
                    List.of("gho_", "ghp_", "ghs_", "ghu_", "ghr_", "github_pat_"),
                    "\\b(?:gh[opsur]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,})"),
            Shape.of(
                    "a GitLab token",
                    List.of("glpat-", "gldt-", "glrt-", "glcbt-", "glptt-", "glagent-"),
                    "(?<![\\w-])gl(?:pat|dt|rt|cbt|ptt|agent)-[A-Za-z0-9_-]{20,}"),
            Shape.of(
                    "a Slack token",
                    List.of("xox", "xapp-"),
                    "(?<![\\w-])xox[abeoprs]-[A-Za-z0-9-]{10,}|(?<![\\w-])xapp-[0-9]-[A-Za-z0-9-]{10,}"),
            Shape.of(
                    "a webhook address, which works like a password",
                    List.of("hooks.slack.com", "discord", ".webhook.office.com"),
                    "hooks\\.slack\\.com/(?:services|workflows)/[A-Za-z0-9/]{10,}"
                            + "|discord(?:app)?\\.com/api/webhooks/[0-9]+/[\\w-]{10,}|\\.webhook\\.office\\.com/webhookb2/[\\w@-]{10,}"),
            Shape.of(
                    "an AWS access key with its secret",
                    List.of("AKIA", "ASIA"),
                    "(?s)\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b.{0,200}?(?<![A-Za-z0-9/+])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])"),
            Shape.of("a Google API key", List.of("AIza"), "(?<![\\w-])AIza[A-Za-z0-9_-]{35}"),
            Shape.of("a SendGrid API key", List.of("SG."), "(?<![\\w-])SG\\.[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{16,}"),
            Shape.of("a Stripe key", List.of("k_live_", "k_test_"), "\\b[sr]k_(?:live|test)_[A-Za-z0-9]{16,}"),
            Shape.of(
                    "an API key",
                    List.of("sk-ant-", "sk-proj-", "sk-or-", "dapi", "hvs.", "npm_", "hf_", "dop_v1_", "pypi-AgEI"),
                    "(?<![\\w-])sk-(?:ant|proj|or)-[A-Za-z0-9_-]{20,}|\\bdapi[a-f0-9]{32}\\b|(?<![\\w-])hvs\\.[A-Za-z0-9_-]{20,}"
                            + "|\\b(?:npm_|hf_|dop_v1_|pypi-AgEI)[A-Za-z0-9]{30,}"),
            Shape.of(
                    "an Azure key",
                    List.of("AccountKey=", "SharedAccessKey=", "sig="),
                    "AccountKey=[A-Za-z0-9+/=]{40,}|SharedAccessKey=[A-Za-z0-9+/=]{30,}|[?&]sig=[A-Za-z0-9%+/]{30,}"),
            Shape.of(
                    "credentials for a server",
                    List.of("machine", ":54", ":6432:", ":6543:", ":*:", "\"auth\""),
                    "\\bmachine\\s+\\S{1,200}\\s+login\\s+\\S{1,200}\\s+password\\s+[^\\s$<{]"
                            + "|(?m)^[\\w.*-]{1,200}:(?:54[0-9]{2}|6432|6543|\\*):[\\w.*-]{1,200}:[\\w.*-]{1,200}:[^\\s$<{]+$"
                            + "|\"auth\"\\s*:\\s*\"[A-Za-z0-9+/]{8,}={0,2}\""),
            Shape.of(
                    "a signed token",
                    List.of("eyJ"),
                    "(?<![\\w-])eyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{20,}"),
            Shape.of(
                    "a bearer token",
                    List.of(" "),
                    "(?i)\\b(?:bearer|basic) (?=[^\\s]{0,500}[0-9])[A-Za-z0-9._~+/-]{20,}={0,2}"),
            Shape.of(
                    "a user's password",
                    List.of("-u"),
                    "(?:^|\\s)(?:-u|--user)[ =][\"']?(?=[^:]{0,100}[A-Za-z])[\\w.@-]{1,100}:(?![$<{])[^\\s\"'@:/]{3,}"));

    private SecretLooks() {}

    /**
     * Whether a name says that its value is secret.
     *
     * @param name the last part of an option's or a variable's name, or a key: words with underscores or dashes between
     *     them, or a capital at the start of each
     */
    static boolean inName(String name) {
        String upper = words(name);
        return SECRET_NAME.matcher(upper).find()
                && !HARMLESS_NAMES.contains(upper)
                && !ABOUT_A_SECRET.matcher(upper).find();
    }

    /** A name in capitals, with underscores between its words. */
    private static String words(String name) {
        StringBuilder words = new StringBuilder(name.length() + 4);
        boolean wasSmall = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (wasSmall && c >= 'A' && c <= 'Z') {
                words.append('_');
            }
            wasSmall = c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
            words.append(c == '.' || c == '-' ? '_' : c);
        }
        return words.toString().toUpperCase(Locale.ROOT);
    }

    /** What is secret about a setting, in words; empty if it looks harmless. */
    static Optional<String> inSetting(Setting setting) {
        String text = setting.text();
        if (FOR_SECRETS.matcher(setting.path()).matches() && isItself(text)) {
            return Optional.of("the chart expects a secret here");
        }
        if (isNamedSecret(setting) && isItself(text)) {
            return Optional.of("the name " + setting.name() + " suggests a secret");
        }
        return inValue(text)
                .map(what -> "its value contains " + what)
                .or(() -> inKey(setting.modelPath()).map(what -> "its key contains " + what));
    }

    /** What is secret in a value, in words: something that shows itself, or a name in it that says so. */
    static Optional<String> inValue(String text) {
        Optional<String> shown = shown(text);
        if (shown.isPresent()) {
            return shown;
        }
        String code = text.indexOf('\n') < 0
                ? text
                : text.lines().filter(line -> !TextLines.isComment(line)).collect(Collectors.joining("\n"));
        return assigned(code, TextLines.isPython(text)).or(() -> flagged(code)).map(name -> "a value for " + name);
    }

    /** The secret in a key that the user chose, which stands in brackets in a place of the model. */
    private static Optional<String> inKey(String modelPath) {
        return modelPath.indexOf('[') < 0 ? Optional.empty() : shown(modelPath);
    }

    /** The secret that shows itself in a text, in words. */
    static Optional<String> shown(String text) {
        if (text.length() < SHORTEST_SHAPE) {
            return Optional.empty();
        }
        for (Shape shape : SHAPES) {
            if (shape.isIn(text)) {
                return Optional.of(shape.what());
            }
        }
        return Optional.empty();
    }

    /** A place in the model; a key that shows a secret is left out of it. */
    static String placeWithoutSecret(String modelPath) {
        return inKey(modelPath).isEmpty() ? modelPath : modelPath.substring(0, modelPath.indexOf('[')) + "[...]";
    }

    private static boolean isNamedSecret(Setting setting) {
        String name = setting.name();
        // After AIRFLOW_CONN_ comes the connection's id, which says nothing about the value.
        if (name.startsWith("AIRFLOW_CONN_")
                || REFERENCE.matcher(setting.path()).find()
                || isLookedUp(setting)) {
            return false;
        }
        // With such annotations, operators and controllers are told what to put where, or what to watch.
        int prefix = name.indexOf('/');
        return inName(prefix < 0 ? name : name.substring(prefix + 1).replaceAll("(?i)secret", ""));
    }

    /** Whether Airflow fetches an option from a secrets backend, under the name that stands here. */
    private static boolean isLookedUp(Setting setting) {
        return setting.isOption()
                && setting.option().endsWith("_secret")
                && AirflowOptions.isSensitive(
                        setting.option().substring(0, setting.option().length() - "_secret".length()));
    }

    private static boolean isItself(String text) {
        return !TEMPLATE.matcher(text).find()
                && !NOT_ITSELF.matcher(text.strip()).matches();
    }

    private static Optional<String> assigned(String text, boolean isPython) {
        if (text.indexOf(':') < 0 && text.indexOf('=') < 0) {
            return Optional.empty();
        }
        Matcher assignment = ASSIGNMENT.matcher(text);
        Matcher value = VALUE.matcher(text);
        while (assignment.find()) {
            String name = assignment.group("name");
            if (inName(name) && value.region(assignment.end(), text.length()).lookingAt()) {
                boolean isBare = value.group("bare") != null;
                // Prose has colons too, so that what stands without quotes has its line for itself.
                boolean isMeant = !isBare
                        || !isPython
                                && assignment.group("close").isEmpty()
                                && (assignment.group("sign").startsWith("=")
                                        || assignment.group("start") != null && isLastOnLine(text, value.end()));
                String given = isBare
                        ? value.group()
                        : value.group().substring(1, value.group().length() - 1);
                if (isMeant && isItself(given) && !given.equalsIgnoreCase(name)) {
                    return Optional.of(name);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isLastOnLine(String text, int from) {
        int end = text.indexOf('\n', from);
        String rest = text.substring(from, end < 0 ? text.length() : end).strip();
        return text.indexOf('\n') >= 0 && (rest.isEmpty() || rest.startsWith("#"));
    }

    private static Optional<String> flagged(String text) {
        if (!text.contains("--")) {
            return Optional.empty();
        }
        Matcher flag = FLAG.matcher(text);
        while (flag.find()) {
            if (inName(flag.group("name")) && isItself(flag.group("value"))) {
                return Optional.of("--" + flag.group("name"));
            }
        }
        return Optional.empty();
    }
}
