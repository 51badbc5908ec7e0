package io.airworthy.validation;

import io.airworthy.store.AwsAuth;
import io.airworthy.store.AzureAuth;
import io.airworthy.store.CredentialRef;
import io.airworthy.store.GoogleAuth;
import io.airworthy.store.SecretsBackend;
import io.airworthy.store.ServiceAccountRef;
import io.airworthy.store.StoreProvider;
import io.airworthy.store.VaultAuth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What cannot be, of a description of where a secret store is and who reads it. Addresses have a rule of their own. */
final class StoreFaults {

    private static final Pattern REGION = Pattern.compile("[a-z]{2,8}(-[a-z]{1,16}){1,3}-\\d{1,2}");

    /** With the domain before it, as old projects have it, or the project's number. */
    private static final Pattern PROJECT = Pattern.compile("([a-z0-9.-]{1,100}:)?[a-z0-9][a-z0-9-]{0,61}[a-z0-9]");

    private static final Pattern SECRET_KEY = Pattern.compile("[-._A-Za-z0-9]{1,253}");

    private final String place;
    private final List<Finding> findings = new ArrayList<>();

    private StoreFaults(String place) {
        this.place = place;
    }

    static List<Finding> of(StoreProvider provider) {
        StoreFaults faults = new StoreFaults("secretDelivery.store.provider.");
        if (provider instanceof StoreProvider.Vault vault) {
            faults.vault(vault);
        } else if (provider instanceof StoreProvider.AwsSecretsManager aws) {
            faults.aws(aws.region(), aws.auth());
        } else if (provider instanceof StoreProvider.AwsParameterStore aws) {
            faults.aws(aws.region(), aws.auth());
        } else if (provider instanceof StoreProvider.AzureKeyVault azure) {
            faults.azure(azure.auth());
        } else if (provider instanceof StoreProvider.GoogleSecretManager google) {
            faults.google(google.projectId(), google.auth());
        }
        return faults.findings;
    }

    static List<Finding> of(SecretsBackend backend) {
        StoreFaults faults = new StoreFaults("secretsBackend.");
        if (backend instanceof SecretsBackend.Vault vault) {
            faults.word("mountPoint", vault.mountPoint());
            faults.word("kubernetesRole", vault.kubernetesRole());
            faults.line("connectionsPath", vault.connectionsPath());
            faults.line("variablesPath", vault.variablesPath());
        } else if (backend instanceof SecretsBackend.AwsSecretsManager aws) {
            aws.region().ifPresent(faults::region);
            faults.prefixes(aws.connectionsPrefix(), aws.variablesPrefix());
        } else if (backend instanceof SecretsBackend.AwsParameterStore aws) {
            aws.region().ifPresent(faults::region);
            faults.prefixes(aws.connectionsPrefix(), aws.variablesPrefix());
        } else if (backend instanceof SecretsBackend.AzureKeyVault azure) {
            faults.prefixes(azure.connectionsPrefix(), azure.variablesPrefix());
        } else if (backend instanceof SecretsBackend.GoogleSecretManager google) {
            google.projectId().ifPresent(faults::project);
            faults.prefixes(google.connectionsPrefix(), google.variablesPrefix());
        }
        return faults.findings;
    }

    private void vault(StoreProvider.Vault vault) {
        word("mount", vault.mount());
        vault.vaultNamespace().ifPresent(namespace -> word("vaultNamespace", namespace));
        vault.caPem()
                .filter(pem -> !pem.contains("-----BEGIN CERTIFICATE-----"))
                .ifPresent(pem -> add("caPem", "there is no certificate in it"));
        if (vault.auth() instanceof VaultAuth.Kubernetes kubernetes) {
            word("auth.mountPath", kubernetes.mountPath());
            word("auth.role", kubernetes.role());
            account(kubernetes.account());
        } else if (vault.auth() instanceof VaultAuth.Jwt jwt) {
            word("auth.path", jwt.path());
            word("auth.role", jwt.role());
            account(jwt.account());
        } else if (vault.auth() instanceof VaultAuth.AppRole appRole) {
            word("auth.path", appRole.path());
            word("auth.roleId", appRole.roleId());
            credential("auth.secretId", appRole.secretId());
        } else if (vault.auth() instanceof VaultAuth.Token token) {
            credential("auth.token", token.token());
        }
    }

    private void aws(String region, AwsAuth auth) {
        region(region);
        if (auth instanceof AwsAuth.Irsa irsa) {
            account(irsa.account());
        } else if (auth instanceof AwsAuth.AccessKey key) {
            credential("auth.keyId", key.keyId());
            credential("auth.key", key.key());
        }
    }

    private void azure(AzureAuth auth) {
        if (auth instanceof AzureAuth.WorkloadIdentity identity) {
            account(identity.account());
        } else if (auth instanceof AzureAuth.ServicePrincipal principal) {
            // A tenant is a UUID or a domain, either of which could be a host.
            if (!HostNames.isHost(principal.tenantId())) {
                add("auth.tenantId", "'" + principal.tenantId() + "' is not a tenant");
            }
            credential("auth.clientId", principal.clientId());
            credential("auth.clientSecret", principal.clientSecret());
        }
    }

    private void google(String project, GoogleAuth auth) {
        project(project);
        if (auth instanceof GoogleAuth.WorkloadIdentity identity) {
            word("auth.clusterLocation", identity.clusterLocation());
            word("auth.clusterName", identity.clusterName());
            account(identity.account());
        } else if (auth instanceof GoogleAuth.KeyFile file) {
            credential("auth.keyFile", file.keyFile());
        }
    }

    private void prefixes(String connections, String variables) {
        line("connectionsPrefix", connections);
        line("variablesPrefix", variables);
    }

    private void region(String region) {
        if (!REGION.matcher(region).matches()) {
            add("region", "'" + region + "' is not a region");
        }
    }

    private void project(String project) {
        if (!PROJECT.matcher(project).matches()) {
            add("projectId", "'" + project + "' is not a project");
        }
    }

    private void account(ServiceAccountRef account) {
        name("auth.account.name", KubernetesNames.isSubdomain(account.name()), account.name());
        namespace("auth.account.namespace", account.namespace());
    }

    private void credential(String attribute, CredentialRef credential) {
        name(attribute + ".secretName", KubernetesNames.isSubdomain(credential.secretName()), credential.secretName());
        name(attribute + ".key", SECRET_KEY.matcher(credential.key()).matches(), credential.key());
        namespace(attribute + ".namespace", credential.namespace());
    }

    private void namespace(String attribute, Optional<String> namespace) {
        namespace.ifPresent(given -> name(attribute, KubernetesNames.isLabel(given), given));
    }

    private void name(String attribute, boolean isName, String name) {
        if (!isName) {
            add(attribute, "'" + name + "' is not a name");
        }
    }

    /** What has to be there, without blanks. */
    private void word(String attribute, String text) {
        if (text.isEmpty()) {
            add(attribute, "it is empty");
        } else if (text.chars().anyMatch(Character::isWhitespace)) {
            add(attribute, "it contains blanks");
        }
    }

    /** What may be missing. */
    private void line(String attribute, String text) {
        if (!text.isEmpty()) {
            word(attribute, text);
        }
    }

    private void add(String attribute, String what) {
        findings.add(Finding.at(place + attribute, what));
    }
}
