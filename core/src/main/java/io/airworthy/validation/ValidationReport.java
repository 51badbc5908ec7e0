package io.airworthy.validation;

import io.airworthy.frozen.Frozen;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Everything that is wrong with a deployment, in the order of the rules.
 *
 * @param all every violation, waived ones included
 */
public record ValidationReport(List<Violation> all) {

    /** Copies the violations. */
    public ValidationReport {
        all = Frozen.list(all, "all");
    }

    /**
     * What is wrong and not waived.
     *
     * @return errors and warnings
     */
    public List<Violation> violations() {
        return all.stream().filter(violation -> violation.waiver().isEmpty()).toList();
    }

    /**
     * What stops the deployment.
     *
     * @return the errors that are not waived
     */
    public List<Violation> errors() {
        return all.stream().filter(Violation::isError).toList();
    }

    /**
     * What a reviewer would ask about.
     *
     * @return the warnings that are not waived
     */
    public List<Violation> warnings() {
        return violations().stream()
                .filter(violation -> violation.rule().severity() == Severity.WARNING)
                .toList();
    }

    /**
     * What is broken on purpose.
     *
     * @return the waived violations
     */
    public List<Violation> waived() {
        return all.stream().filter(violation -> violation.waiver().isPresent()).toList();
    }

    /**
     * Whether the deployment may be rendered.
     *
     * @return true if there is no error
     */
    public boolean isDeployable() {
        return errors().isEmpty();
    }

    /**
     * Refuses a deployment that has errors.
     *
     * @return this report, when there are none
     * @throws InvalidDeploymentException with everything that is wrong, when there are
     */
    public ValidationReport orThrow() {
        if (!isDeployable()) {
            throw new InvalidDeploymentException(this);
        }
        return this;
    }

    /** The count, then every violation in three lines or four. */
    @Override
    public String toString() {
        String count = count(errors().size(), "error") + ", " + count(warnings().size(), "warning");
        String summary = waived().isEmpty() ? count : count + ", " + waived().size() + " waived";
        return all.isEmpty()
                ? summary
                : summary + "\n\n" + all.stream().map(Violation::toString).collect(Collectors.joining("\n\n"));
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
