package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.logging.CloudIdentity;
import io.airworthy.logging.RemoteLogging;
import io.airworthy.material.Encoding;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** As whom the pods reach the log store, and what the cloud must be told for it. */
final class LogAccess {

    private final AirflowDeployment deployment;
    private final RemoteLogging logging;

    LogAccess(AirflowDeployment deployment, RemoteLogging logging) {
        this.deployment = deployment;
        this.logging = logging;
    }

    /** The service accounts that get the identity. */
    List<String> serviceAccounts() {
        return deployment.logComponents().stream()
                .map(deployment.names()::serviceAccount)
                .toList();
    }

    /** The identity in one phrase. */
    Phrase identity() {
        return logging.identity()
                .match(
                        irsa -> Phrase.of("IAM role {} through IRSA", Phrase.code(irsa.roleArn())),
                        pod -> Phrase.of("IAM role {} through EKS Pod Identity", Phrase.code(pod.roleArn())),
                        gke -> Phrase.of(
                                "Google service account {} through GKE workload identity",
                                Phrase.code(gke.serviceAccount())),
                        azure -> Phrase.of(
                                "Entra client {} through Azure workload identity", Phrase.code(azure.clientId())),
                        key -> Phrase.of("a long-lived key in a Secret"),
                        file -> Phrase.of("a long-lived key in {}", Phrase.code(file.path())),
                        nodes -> Phrase.of("the identity of their nodes"),
                        connection -> Phrase.of(
                                "the login in connection {}, which somebody else has made",
                                Phrase.code(logging.connectionId())));
    }

    /** What has to be set up in the cloud. */
    List<Block> setUp() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.paragraph("Pods write logs as {}. {}", identity(), permissions()));
        if (logging.identity().isOfServiceAccounts()) {
            blocks.add(Block.paragraph(
                    "The identity must trust each of these service accounts (namespace/name). If one is missing, its"
                            + " pods lose their logs, and no task fails:"));
            blocks.add(Block.bullets(serviceAccounts().stream()
                    .map(account -> Phrase.code(deployment.namespace() + "/" + account))
                    .toList()));
        }
        blocks.addAll(trust());
        return blocks;
    }

    private Phrase permissions() {
        return logging.store()
                .match(
                        s3 -> Phrase.of(
                                "It needs `s3:ListBucket` on {}, `s3:GetObject` and `s3:PutObject` on {}.",
                                Phrase.code("arn:aws:s3:::" + s3.bucket()),
                                Phrase.code("arn:aws:s3:::" + LogLocation.path(s3.bucket(), s3.prefix()) + "*")),
                        gcs -> Phrase.of(
                                "It needs to create, read and list objects in bucket {}.", Phrase.code(gcs.bucket())),
                        blob -> Phrase.of(
                                "It needs the role Storage Blob Data Contributor on container {} of storage account {}. The"
                                        + " container must exist.",
                                Phrase.code(blob.container()),
                                Phrase.code(blob.account())),
                        cloudWatch -> Phrase.of(
                                "It needs `logs:CreateLogStream`, `logs:PutLogEvents`, `logs:DescribeLogStreams` and `logs:GetLogEvents` on {}.",
                                Phrase.code(cloudWatch.logGroupArn())));
    }

    private List<Block> trust() {
        return logging.identity()
                .match(
                        irsa -> List.of(
                                Block.paragraph(
                                        "The role's trust policy. Replace {} with your cluster's OIDC provider:",
                                        Phrase.code("OIDC-PROVIDER")),
                                Block.code("json", trustPolicy())),
                        pod -> List.of(forEachAccount(Script.of("cluster=your-cluster"), pod(pod))),
                        gke -> List.of(forEachAccount(
                                Script.of("project=your-cluster-project").line("namespace={}", deployment.namespace()),
                                gke(gke))),
                        azure -> List.of(forEachAccount(
                                Script.of("identity=your-managed-identity")
                                        .line("group=its-resource-group")
                                        .line("issuer=https://your-cluster-oidc-issuer")
                                        .line("namespace={}", deployment.namespace()),
                                azure())),
                        key -> List.of(),
                        file -> List.of(),
                        nodes -> List.of(),
                        connection -> List.of());
    }

    private Block forEachAccount(Script variables, Script once) {
        return variables
                .line("for account in {}; do", Script.Words.of(serviceAccounts()))
                .then(once)
                .line("done")
                .block();
    }

    private Script pod(CloudIdentity.EksPodIdentity pod) {
        return Script.of("  aws eks create-pod-identity-association --cluster-name \"$cluster\" \\")
                .line(
                        "    --namespace {} --service-account \"$account\" --role-arn {}",
                        deployment.namespace(),
                        pod.roleArn());
    }

    private Script gke(CloudIdentity.GkeWorkloadIdentity gke) {
        return Script.of("  gcloud iam service-accounts add-iam-policy-binding {} \\", gke.serviceAccount())
                .line("    --role roles/iam.workloadIdentityUser \\")
                .line("    --member \"serviceAccount:$project.svc.id.goog[$namespace/$account]\"");
    }

    private Script azure() {
        return Script.of("  az identity federated-credential create --name \"$account\" \\")
                .line("    --identity-name \"$identity\" --resource-group \"$group\" --issuer \"$issuer\" \\")
                .line(
                        "    --subject \"system:serviceaccount:$namespace:$account\" --audiences api://AzureADTokenExchange");
    }

    private String trustPolicy() {
        String subjects = serviceAccounts().stream()
                .map(account -> "            \"system:serviceaccount:"
                        + Encoding.JSON_STRING.encode(deployment.namespace() + ":" + account) + "\"")
                .collect(Collectors.joining(",\n"));
        return """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Principal": {"Federated": "arn:aws:iam::ACCOUNT:oidc-provider/OIDC-PROVIDER"},
                      "Action": "sts:AssumeRoleWithWebIdentity",
                      "Condition": {
                        "StringEquals": {
                          "OIDC-PROVIDER:aud": "sts.amazonaws.com",
                          "OIDC-PROVIDER:sub": [
                %s
                          ]
                        }
                      }
                    }
                  ]
                }
                """.formatted(subjects);
    }
}
