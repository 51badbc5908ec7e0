package io.airworthy.store;

import java.util.Objects;
import java.util.function.Function;
import org.immutables.value.Value;

/**
 * How the External Secrets Operator logs in to AWS.
 *
 * @see <a href="https://external-secrets.io/latest/provider/aws-access/">AWS authentication</a>
 */
public sealed interface AwsAuth {

    /** Takes the login apart: the function of its variant makes the result. */
    <T> T match(
            Function<? super ControllerIdentity, ? extends T> controllerIdentity,
            Function<? super Irsa, ? extends T> irsa,
            Function<? super AccessKey, ? extends T> accessKey);

    /** As the operator's own pods, through IRSA or EKS Pod Identity. */
    record ControllerIdentity() implements AwsAuth {
        @Override
        public <T> T match(
                Function<? super ControllerIdentity, ? extends T> controllerIdentity,
                Function<? super Irsa, ? extends T> irsa,
                Function<? super AccessKey, ? extends T> accessKey) {
            return controllerIdentity.apply(this);
        }
    }

    /** As a service account with the annotation {@code eks.amazonaws.com/role-arn} (IRSA). */
    @Value.Immutable
    non-sealed interface Irsa extends AwsAuth {

        /** The service account. */
        ServiceAccountRef account();

        /** Starts a login. */
        static IrsaBuilder builder() {
            return new IrsaBuilder();
        }

        /** Starts a login from this one, with all its attributes. */
        default IrsaBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super ControllerIdentity, ? extends T> controllerIdentity,
                Function<? super Irsa, ? extends T> irsa,
                Function<? super AccessKey, ? extends T> accessKey) {
            return irsa.apply(this);
        }
    }

    /** With a long-lived access key. */
    @Value.Immutable
    non-sealed interface AccessKey extends AwsAuth {

        /** Where its id is. */
        CredentialRef keyId();

        /** Where the key is. */
        CredentialRef key();

        /** Starts a login. */
        static AccessKeyBuilder builder() {
            return new AccessKeyBuilder();
        }

        /** Starts a login from this one, with all its attributes. */
        default AccessKeyBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super ControllerIdentity, ? extends T> controllerIdentity,
                Function<? super Irsa, ? extends T> irsa,
                Function<? super AccessKey, ? extends T> accessKey) {
            return accessKey.apply(this);
        }
    }

    /** As the operator's own pods. */
    static AwsAuth controllerIdentity() {
        return new ControllerIdentity();
    }

    /**
     * As a service account in the deployment's namespace that is annotated with a role.
     *
     * @param account its name
     * @return the login
     */
    static Irsa irsa(String account) {
        Objects.requireNonNull(account, "account");
        return Irsa.builder().account(ServiceAccountRef.of(account)).build();
    }

    /**
     * With a long-lived access key.
     *
     * @param keyId where its id is
     * @param key where the key is
     * @return the login
     */
    static AccessKey accessKey(CredentialRef keyId, CredentialRef key) {
        return AccessKey.builder().keyId(keyId).key(key).build();
    }
}
