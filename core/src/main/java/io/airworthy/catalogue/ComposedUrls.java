package io.airworthy.catalogue;

import io.airworthy.AirflowDeployment;
import io.airworthy.connection.ConnectionPlan;
import io.airworthy.connection.Hop;
import io.airworthy.database.DatabaseCredentials.KeysInSecret;
import io.airworthy.material.Encoding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The database's URLs, where user and password are in keys of an operator's Secret: each key is a variable, and the kubelet
 * puts these into the variables with the URLs.
 */
final class ComposedUrls {

    private static final String USER = SecretCatalogue.OWN_VARIABLES + "DATABASE_USER";
    private static final String PASSWORD = SecretCatalogue.OWN_VARIABLES + "DATABASE_PASSWORD";
    private static final String HOST = SecretCatalogue.OWN_VARIABLES + "DATABASE_HOST";
    private static final String PORT = SecretCatalogue.OWN_VARIABLES + "DATABASE_PORT";
    private static final String NAME = SecretCatalogue.OWN_VARIABLES + "DATABASE_NAME";

    private final AirflowDeployment deployment;
    private final ConnectionPlan plan;
    private final KeysInSecret keys;

    ComposedUrls(AirflowDeployment deployment, ConnectionPlan plan, KeysInSecret keys) {
        this.deployment = deployment;
        this.plan = plan;
        this.keys = keys;
    }

    /** The variables that hold a key each. */
    List<SecretVariable> parts() {
        List<SecretVariable> parts = new ArrayList<>();
        parts.add(new SecretVariable(USER, keys.secretName(), keys.userKey()));
        parts.add(new SecretVariable(PASSWORD, keys.secretName(), keys.passwordKey()));
        keys.hostKey().ifPresent(key -> parts.add(new SecretVariable(HOST, keys.secretName(), key)));
        keys.portKey().ifPresent(key -> parts.add(new SecretVariable(PORT, keys.secretName(), key)));
        keys.databaseKey().ifPresent(key -> parts.add(new SecretVariable(NAME, keys.secretName(), key)));
        return parts;
    }

    /** What such variables say. */
    static Optional<KeysInSecret> read(List<SecretVariable> parts) {
        Map<String, SecretVariable> byName = new LinkedHashMap<>();
        parts.forEach(part -> byName.put(part.variable(), part));
        return find(byName, USER)
                .flatMap(user -> find(byName, PASSWORD)
                        .map(password -> KeysInSecret.builder()
                                .secretName(user.secretName())
                                .userKey(user.key())
                                .passwordKey(password.key())
                                .hostKey(find(byName, HOST).map(SecretVariable::key))
                                .portKey(find(byName, PORT).map(SecretVariable::key))
                                .databaseKey(find(byName, NAME).map(SecretVariable::key))
                                .build()));
    }

    private static Optional<SecretVariable> find(Map<String, SecretVariable> parts, String name) {
        return Optional.ofNullable(parts.get(name));
    }

    /** The variables with a URL each, in which the kubelet replaces the others. */
    Map<String, String> variables() {
        Map<String, String> urls = new LinkedHashMap<>();
        Hop hop = plan.metadata();
        String url = url("postgresql", hop, ConnectionPlan.query(hop));
        urls.put(SecretCatalogue.DATABASE_VARIABLE, url);
        urls.put(SecretCatalogue.CONNECTION_VARIABLE, url);
        if (plan.usesAsyncUrl()) {
            urls.put(SecretCatalogue.ASYNC_VARIABLE, url("postgresql+asyncpg", hop, plan.asyncQuery(hop)));
        }
        if (plan.usesResultBackend()) {
            Hop results = plan.resultBackend();
            urls.put("AIRFLOW__CELERY__RESULT_BACKEND", url("db+postgresql", results, ConnectionPlan.query(results)));
        }
        return urls;
    }

    /** The URL that bypasses the pool. */
    String direct() {
        return url("postgresql", plan.direct(), ConnectionPlan.query(plan.direct()));
    }

    private String url(String scheme, Hop hop, String query) {
        boolean pooled = deployment.pgBouncer().isPresent() && !hop.equals(plan.direct());
        return scheme + "://$(" + USER + "):$(" + PASSWORD + ")@"
                + part(pooled, keys.hostKey(), HOST, Hop.urlHost(hop.host())) + ":"
                + part(pooled, keys.portKey(), PORT, Integer.toString(hop.port())) + "/"
                + part(pooled, keys.databaseKey(), NAME, Encoding.PERCENT.encode(hop.database()))
                + query;
    }

    /** The pool is ours, and so are its host, its port and the name of its database. */
    private static String part(boolean pooled, Optional<String> key, String variable, String text) {
        return key.isPresent() && !pooled ? "$(" + variable + ")" : text;
    }
}
