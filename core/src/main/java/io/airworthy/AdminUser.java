package io.airworthy;

import org.immutables.value.Value;

/**
 * The first user, usually an administrator, that the chart's create-user job creates. Its password comes from a Secret, never from the values.
 *
 * <p>Without one the job is turned off: by default it creates {@code admin} with the password {@code admin}.
 *
 * @see <a href="https://airflow.apache.org/docs/helm-chart/stable/production-guide.html">Production guide</a>
 */
@Value.Immutable
public interface AdminUser {

    /** The login name. */
    String username();

    /** The mail address. */
    String email();

    /** The first name. */
    String firstName();

    /** The last name. */
    String lastName();

    /** The role, as Airflow's FAB auth manager calls it. Default {@code Admin}. */
    @Value.Default
    default String role() {
        return "Admin";
    }

    /** Starts an administrator. */
    static AdminUserBuilder builder() {
        return new AdminUserBuilder();
    }

    /** Starts an administrator from this one, with all its attributes. */
    default AdminUserBuilder toBuilder() {
        return builder().from(this);
    }
}
