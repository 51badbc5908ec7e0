package io.airworthy;

import java.util.Objects;

/**
 * The administrator whom the chart's create-user job makes. Its password comes from a Secret, never from the values.
 *
 * <p>Without one the job is turned off: left alone, it makes {@code admin} with the password {@code admin}.
 *
 * @param username the login name
 * @param email the mail address
 * @param firstName the first name
 * @param lastName the last name
 * @see <a href="https://airflow.apache.org/docs/helm-chart/stable/production-guide.html">Production guide</a>
 */
public record AdminUser(String username, String email, String firstName, String lastName) {

    /** Refuses null. */
    public AdminUser {
        Objects.requireNonNull(username, "username");
        Objects.requireNonNull(email, "email");
        Objects.requireNonNull(firstName, "firstName");
        Objects.requireNonNull(lastName, "lastName");
    }
}
