package io.airworthy.secrets.servers;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** The PostgreSQL driver for Java, given the parts of a URL as {@link URI} reads them. */
final class Jdbc {

    private Jdbc() {}

    /** Connects to this machine, whatever the URL's host is called; the driver cannot be told both. */
    static Connection connect(String url) throws SQLException {
        URI uri = URI.create(url);
        Properties properties = new Properties();
        properties.setProperty("user", login(uri, 0));
        properties.setProperty("password", password(url));
        properties.setProperty("PGDBNAME", uri.getPath().substring(1));
        properties.setProperty("sslmode", "disable");
        properties.setProperty("connectTimeout", "5");
        // A pool before PgBouncer 1.21 hands the same server connection to two clients with a statement of the same
        // name.
        properties.setProperty("prepareThreshold", "0");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + uri.getPort() + "/", properties);
    }

    static String password(String url) {
        return login(URI.create(url), 1);
    }

    private static String login(URI uri, int part) {
        return URLDecoder.decode(uri.getRawUserInfo().split(":", -1)[part], StandardCharsets.UTF_8);
    }
}
