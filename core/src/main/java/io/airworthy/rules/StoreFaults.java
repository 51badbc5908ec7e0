package io.airworthy.rules;

import io.airworthy.store.AwsAuth;
import io.airworthy.store.AzureAuth;
import io.airworthy.store.CredentialRef;
import io.airworthy.store.GoogleAuth;
import io.airworthy.store.SecretsBackend;
import io.airworthy.store.ServiceAccountRef;
import io.airworthy.store.StoreProvider;
import io.airworthy.validation.Finding;
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
        return provider.match(
                        faults::vault,
                        secrets -> faults.region(secrets.region()).login(secrets.auth()),
                        parameters -> faults.region(parameters.region()).login(parameters.auth()),
                        azure -> faults.login(azure.auth()),
                        google -> faults.project(google.projectId()).login(google.auth()))
                .findings;
    }

    static List<Finding> of(SecretsBackend backend) {
        StoreFaults faults = new StoreFaults("secretsBackend.");
        return backend.match(
                        vault -> faults.word("mountPoint", vault.mountPoint())
                                .word("kubernetesRole", vault.kubernetesRole())
                                .line("connectionsPath", vault.connectionsPath())
                                .line("variablesPath", vault.variablesPath()),
                        secrets -> secrets.region()
                                .map(faults::region)
                                .orElse(faults)
                                .prefixes(secrets.connectionsPrefix(), secrets.variablesPrefix()),
                        parameters -> parameters
                                .region()
                                .map(faults::region)
                                .orElse(faults)
                                .prefixes(parameters.connectionsPrefix(), parameters.variablesPrefix()),
                        azure -> faults.prefixes(azure.connectionsPrefix(), azure.variablesPrefix()),
                        google -> google.projectId()
                                .map(faults::project)
                                .orElse(faults)
                                .prefixes(google.connectionsPrefix(), google.variablesPrefix()),
                        files -> {
                            files.connectionsFile().ifPresent(path -> faults.path("connectionsFile", path));
                            files.variablesFile().ifPresent(path -> faults.path("variablesFile", path));
                            boolean isEmpty = files.connectionsFile().isEmpty()
                                    && files.variablesFile().isEmpty();
                            return faults.check(!isEmpty, "connectionsFile", "there is no file");
                        })
                .findings;
    }

    private StoreFaults vault(StoreProvider.Vault vault) {
        word("mount", vault.mount());
        vault.vaultNamespace().ifPresent(namespace -> word("vaultNamespace", namespace));
        vault.caPem()
                .ifPresent(pem ->
                        check(pem.contains("-----BEGIN CERTIFICATE-----"), "caPem", "there is no certificate in it"));
        return vault.auth()
                .match(
                        kubernetes -> word("auth.mountPath", kubernetes.mountPath())
                                .word("auth.role", kubernetes.role())
                                .account(kubernetes.account()),
                        jwt -> word("auth.path", jwt.path())
                                .word("auth.role", jwt.role())
                                .account(jwt.account()),
                        appRole -> word("auth.path", appRole.path())
                                .word("auth.roleId", appRole.roleId())
                                .credential("auth.secretId", appRole.secretId()),
                        token -> credential("auth.token", token.token()));
    }

    private StoreFaults path(String attribute, String path) {
        return check(path.startsWith("/"), attribute, "'" + path + "' is not an absolute path");
    }

    private StoreFaults login(AwsAuth auth) {
        return auth.match(
                controllerIdentity -> this,
                irsa -> account(irsa.account()),
                key -> credential("auth.keyId", key.keyId()).credential("auth.key", key.key()));
    }

    private StoreFaults login(AzureAuth auth) {
        return auth.match(
                identity -> account(identity.account()),
                // A tenant is a UUID or a domain, either of which could be a host.
                principal -> check(
                                HostNames.isHost(principal.tenantId()),
                                "auth.tenantId",
                                "'" + principal.tenantId() + "' is not a valid tenant")
                        .credential("auth.clientId", principal.clientId())
                        .credential("auth.clientSecret", principal.clientSecret()));
    }

    private StoreFaults login(GoogleAuth auth) {
        return auth.match(
                identity -> word("auth.clusterLocation", identity.clusterLocation())
                        .word("auth.clusterName", identity.clusterName())
                        .account(identity.account()),
                file -> credential("auth.keyFile", file.keyFile()));
    }

    private StoreFaults prefixes(String connections, String variables) {
        return line("connectionsPrefix", connections).line("variablesPrefix", variables);
    }

    private StoreFaults region(String region) {
        return check(isRegion(region), "region", "'" + region + "' is not a valid region");
    }

    private StoreFaults project(String project) {
        return check(PROJECT.matcher(project).matches(), "projectId", "'" + project + "' is not a valid project");
    }

    private StoreFaults account(ServiceAccountRef account) {
        return name("auth.account.name", KubernetesNames.isSubdomain(account.name()), account.name())
                .namespace("auth.account.namespace", account.namespace());
    }

    private StoreFaults credential(String attribute, CredentialRef credential) {
        return name(
                        attribute + ".secretName",
                        KubernetesNames.isSubdomain(credential.secretName()),
                        credential.secretName())
                .name(attribute + ".key", SECRET_KEY.matcher(credential.key()).matches(), credential.key())
                .namespace(attribute + ".namespace", credential.namespace());
    }

    private StoreFaults namespace(String attribute, Optional<String> namespace) {
        return namespace
                .map(given -> name(attribute, KubernetesNames.isLabel(given), given))
                .orElse(this);
    }

    private StoreFaults name(String attribute, boolean isName, String name) {
        return check(isName, attribute, "'" + name + "' is not a valid name");
    }

    /** What has to be there, without blanks. */
    private StoreFaults word(String attribute, String text) {
        return check(!text.isEmpty(), attribute, "it is empty").line(attribute, text);
    }

    /** What may be missing. */
    private StoreFaults line(String attribute, String text) {
        return check(text.chars().noneMatch(Character::isWhitespace), attribute, "it contains white space");
    }

    private StoreFaults check(boolean holds, String attribute, String what) {
        if (!holds) {
            findings.add(Finding.at(place + attribute, what));
        }
        return this;
    }

    /** A region of AWS. */
    static boolean isRegion(String text) {
        return REGION.matcher(text).matches();
    }
}
