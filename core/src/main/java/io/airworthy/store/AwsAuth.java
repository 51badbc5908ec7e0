package io.airworthy.store;

import java.util.Objects;
import java.util.function.Function;

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

    /**
     * As a service account with the annotation {@code eks.amazonaws.com/role-arn} (IRSA).
     *
     * @param account the service account
     */
    record Irsa(ServiceAccountRef account) implements AwsAuth {

        /** Refuses null. */
        public Irsa {
            Objects.requireNonNull(account, "account");
        }

        @Override
        public <T> T match(
                Function<? super ControllerIdentity, ? extends T> controllerIdentity,
                Function<? super Irsa, ? extends T> irsa,
                Function<? super AccessKey, ? extends T> accessKey) {
            return irsa.apply(this);
        }
    }

    /**
     * With a long-lived access key.
     *
     * @param keyId where its id is
     * @param key where the key is
     */
    record AccessKey(CredentialRef keyId, CredentialRef key) implements AwsAuth {

        /** Refuses null. */
        public AccessKey {
            Objects.requireNonNull(keyId, "keyId");
            Objects.requireNonNull(key, "key");
        }

        @Override
        public <T> T match(
                Function<? super ControllerIdentity, ? extends T> controllerIdentity,
                Function<? super Irsa, ? extends T> irsa,
                Function<? super AccessKey, ? extends T> accessKey) {
            return accessKey.apply(this);
        }
    }

    /**
     * As the operator's own pods.
     *
     * @return the login
     */
    static AwsAuth controllerIdentity() {
        return new ControllerIdentity();
    }

    /**
     * As a service account in the deployment's namespace that is annotated with a role.
     *
     * @param account its name
     * @return the login
     */
    static AwsAuth irsa(String account) {
        Objects.requireNonNull(account, "account");
        return new Irsa(ServiceAccountRef.of(account));
    }

    /**
     * With a long-lived access key.
     *
     * @param keyId where its id is
     * @param key where the key is
     * @return the login
     */
    static AwsAuth accessKey(CredentialRef keyId, CredentialRef key) {
        return new AccessKey(keyId, key);
    }
}
