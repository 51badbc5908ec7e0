package io.airworthy.render;

import io.airworthy.AirflowDeployment;
import io.airworthy.render.document.Checklist;
import io.airworthy.render.document.InstallGuide;
import io.airworthy.render.document.Runbook;
import io.airworthy.render.document.VerifyScript;
import io.airworthy.render.helm.HelmValues;
import io.airworthy.render.kubernetes.SealingCertificate;
import io.airworthy.render.kubernetes.SecretsManifest;
import io.airworthy.render.monitoring.MonitoringFiles;
import io.airworthy.secrets.SecretMaterial;
import io.airworthy.secrets.SecretRevisions;
import io.airworthy.validation.RuleSet;
import io.airworthy.validation.ValidationReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * The files that a cluster and its people need for a deployment: values, the sanitized secrets manifest, monitoring,
 * runbook and checklist.
 *
 * <p>Nothing in it is secret, so it can be committed, unless rule RISK-001 is waived: then the values carry what the
 * deployment sets, and say so. The same deployment gives the same bytes, on every machine, every
 * time. Packages are immutable and safe for use by several threads.
 */
public final class DeploymentPackage {

    private final ValidationReport report;
    private final Map<String, String> files;

    /** Every renderer judges what it is given; the rules are asked once. */
    private DeploymentPackage(
            AirflowDeployment deployment,
            RuleSet rules,
            SecretRevisions revisions,
            Function<RuleSet, SecretsManifest> secrets) {
        RuleSet once = rules.remembering();
        Map<String, String> all = new LinkedHashMap<>();
        all.put(HelmValues.FILE_NAME, HelmValues.of(deployment, once, revisions).asText());
        all.put(SecretsManifest.FILE_NAME, secrets.apply(once).asText());
        all.putAll(MonitoringFiles.of(deployment, once).files());
        all.put(InstallGuide.FILE_NAME, InstallGuide.of(deployment, once).asText());
        all.put(Runbook.FILE_NAME, Runbook.of(deployment, once).asText());
        all.put(VerifyScript.FILE_NAME, VerifyScript.of(deployment, once).asText());
        all.put(Checklist.FILE_NAME, Checklist.of(deployment, once).asText());
        this.report = once.validate(deployment);
        this.files = Collections.unmodifiableMap(all);
    }

    /**
     * The package of a deployment, judged by the standard rules.
     *
     * @param deployment the deployment
     * @return its package
     * @throws io.airworthy.validation.InvalidDeploymentException with everything that is wrong, if the deployment has
     *     errors
     * @throws IllegalStateException if its Secrets are to be sealed, which needs their material: see {@link #sealed}
     */
    public static DeploymentPackage of(AirflowDeployment deployment) {
        return of(deployment, RuleSet.standard());
    }

    /**
     * The package of a deployment, judged by a platform team's own rules.
     *
     * @param deployment the deployment
     * @param rules the rules
     * @return its package
     * @throws io.airworthy.validation.InvalidDeploymentException with everything that is wrong, if the deployment has
     *     errors
     * @throws IllegalStateException if its Secrets are to be sealed, which needs their material: see {@link #sealed}
     */
    public static DeploymentPackage of(AirflowDeployment deployment, RuleSet rules) {
        Objects.requireNonNull(rules, "rules");
        return of(deployment, rules, SecretRevisions.none());
    }

    /**
     * The package of a deployment whose Secrets have been rotated.
     *
     * @param deployment the deployment
     * @param rules the rules
     * @param revisions the revisions of its Secrets
     * @return its package
     * @throws io.airworthy.validation.InvalidDeploymentException with everything that is wrong, if the deployment has
     *     errors
     * @throws IllegalStateException if its Secrets are to be sealed, which needs their material: see {@link #sealed}
     */
    public static DeploymentPackage of(AirflowDeployment deployment, RuleSet rules, SecretRevisions revisions) {
        Objects.requireNonNull(rules, "rules");
        Objects.requireNonNull(revisions, "revisions");
        return new DeploymentPackage(
                deployment, rules, revisions, once -> SecretsManifest.of(deployment, once, revisions));
    }

    /**
     * The package of a deployment whose Secrets are sealed. Sealing is random: only the manifest of the Secrets differs from
     * one call to the next.
     *
     * @param deployment the deployment
     * @param rules the rules
     * @param material its material, all of it
     * @param certificate the certificate of the Sealed Secrets controller in its cluster
     * @param revisions the revisions of its Secrets
     * @return its package
     * @throws io.airworthy.validation.InvalidDeploymentException with everything that is wrong, if the deployment has
     *     errors
     * @throws IllegalStateException if a Secret needs material that is not there, or if the deployment's Secrets are not to
     *     be sealed
     */
    public static DeploymentPackage sealed(
            AirflowDeployment deployment,
            RuleSet rules,
            SecretMaterial material,
            SealingCertificate certificate,
            SecretRevisions revisions) {
        Objects.requireNonNull(rules, "rules");
        Objects.requireNonNull(material, "material");
        Objects.requireNonNull(certificate, "certificate");
        Objects.requireNonNull(revisions, "revisions");
        return new DeploymentPackage(
                deployment,
                rules,
                revisions,
                once -> SecretsManifest.sealed(deployment, once, material, certificate, revisions));
    }

    /**
     * What the rules say of the deployment: warnings and waivers, for it has no errors.
     *
     * @return the report
     */
    public ValidationReport report() {
        return report;
    }

    /**
     * The files.
     *
     * @return their texts, by their paths inside the package, with slashes
     */
    public Map<String, String> files() {
        return files;
    }

    /**
     * Writes the package, all of it or nothing. A package that this library wrote there before, and that nobody changed
     * since, is replaced; anything else is left alone.
     *
     * <p>Ticks, names and dates that people wrote into the checklist are no change in this sense: they are carried into the new
     * one, see {@link io.airworthy.render.document.SignedChecklist}.
     *
     * <p>Beside the files it has a list of their digests, {@code .sha256sums}, by which a later run knows them again, and
     * {@code sha256sum -c} as well.
     *
     * <p><b>What a reader sees.</b> A reader who opens a file of the package gets the whole old one or the whole new one, and all
     * files change at the same moment: no file that is opened later than a new one is old. That holds when the process is
     * killed, too, and from then on until the next run, which finishes or undoes what was begun and removes what was
     * left. Meanwhile some files are symbolic links into a hidden folder {@code .airworthy-unfinished} inside the package. Where the
     * file system has no symbolic links (some Windows machines, SMB shares, FAT), every file is still whole, but the
     * files change one after the other; a run that is killed in these moments leaves old ones beside new ones until the next
     * run.
     *
     * <p>The folder itself stays the same one, so it can be a mount point: a container's volume. Runs that write there at
     * once, threads or processes, wait for each other; the file system must know file locks.
     *
     * @param folder the package's folder, or a link to it; it is made where it does not exist, with the folders above it. It has
     *     to be a folder of its own: not the working directory, no folder that contains it, and no file-system root
     * @throws ForeignFilesException if the folder has files that this library did not write, or that were changed since;
     *     nothing was written then
     * @throws java.nio.file.FileSystemException if the folder is none that a package may have; nothing was written then
     * @throws IOException if writing fails; what was there before is there still, or the whole new package if only the
     *     tidying up failed
     */
    public void writeTo(Path folder) throws IOException {
        Objects.requireNonNull(folder, "folder");
        new PackageFolder(folder).write(files);
    }

    /**
     * Writes the package as {@link #writeTo(Path)} does, whatever is in the folder. What was there is gone afterwards.
     *
     * @param folder the package's folder, as for {@link #writeTo(Path)}
     * @throws java.nio.file.FileSystemException if the folder is none that a package may have; nothing was written then
     * @throws IOException if writing fails; what was there before is there still, or the whole new package if only the
     *     tidying up failed
     */
    public void replace(Path folder) throws IOException {
        Objects.requireNonNull(folder, "folder");
        new PackageFolder(folder).replace(files);
    }
}
