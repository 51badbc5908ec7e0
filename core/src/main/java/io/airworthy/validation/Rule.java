package io.airworthy.validation;

import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowDeploymentBuilder;
import io.airworthy.frozen.Frozen;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that a deployment must, or should, hold to: a value with an id, a reason, a remedy, a test, and the smallest
 * deployment that breaks it.
 *
 * <p>A platform team declares rules of its own in the same shape:
 *
 * <pre>{@code
 * Rule ours = Rule.error("ACME-001")
 *         .title("The namespace does not name its team")
 *         .because("cost reports are made by namespace")
 *         .remedy("call the namespace airflow-<team>")
 *         .brokenBy(it -> it.namespace("airflow"))
 *         .brokenWhen(deployment -> !deployment.namespace().startsWith("airflow-"))
 *         .at("namespace");
 * }</pre>
 *
 * <p>A test may also ask what follows from the deployment, which {@link AirflowDeployment#release()} derives once for all rules:
 *
 * <pre>{@code
 * Rule ours = Rule.warning("ACME-002")
 *         .title("The deployment opens more connections than the database team grants")
 *         .because("the server is shared, and the database team closes what is beyond the grant")
 *         .remedy("use a smaller pool, or ask for a larger grant")
 *         .brokenWhen(deployment -> deployment.release().budget().serverConnections() > 100)
 *         .at("pgBouncer.metadataPoolSize");
 * }</pre>
 *
 * <p>Rules are immutable. What they are given is a deployment that may be wrong in any way that its types allow, unless
 * they say {@linkplain Declaration#after(String...) after} which other rules they are to be asked.
 */
public final class Rule {

    private static final Pattern ID = Pattern.compile("[A-Z]{2,8}-[0-9]{3}");

    private final String id;
    private final Severity severity;
    private final String title;
    private final String because;
    private final String remedy;
    private final Optional<String> source;
    private final Optional<Object> suggestion;
    private final Set<String> prerequisites;
    private final boolean waivable;
    private final Optional<UnaryOperator<AirflowDeploymentBuilder>> mistake;
    private final Function<AirflowDeployment, List<Finding>> test;

    private Rule(Declaration declaration, Function<AirflowDeployment, List<Finding>> test) {
        this.id = declaration.id;
        this.severity = declaration.severity;
        this.title = declaration.require(declaration.title, "title");
        this.because = declaration.require(declaration.because, "because");
        this.remedy = declaration.require(declaration.remedy, "remedy");
        this.source = Optional.ofNullable(declaration.source);
        this.suggestion = Optional.ofNullable(declaration.suggestion);
        this.prerequisites = declaration.prerequisites;
        this.waivable = declaration.waivable;
        this.mistake = Optional.ofNullable(declaration.mistake);
        this.test = test;
    }

    /**
     * Declares a rule whose breach stops the deployment.
     *
     * @param id two to eight capital letters, a dash, three digits
     * @return the declaration
     * @throws IllegalArgumentException if the id is not of that form
     */
    public static Declaration error(String id) {
        Objects.requireNonNull(id, "id");
        return new Declaration(id, Severity.ERROR);
    }

    /**
     * Declares a rule whose breach a reviewer would ask about.
     *
     * @param id two to eight capital letters, a dash, three digits
     * @return the declaration
     * @throws IllegalArgumentException if the id is not of that form
     */
    public static Declaration warning(String id) {
        Objects.requireNonNull(id, "id");
        return new Declaration(id, Severity.WARNING);
    }

    /**
     * The id, by which the rule is waived and looked up.
     *
     * @return the id
     */
    public String id() {
        return id;
    }

    /**
     * How bad a breach is.
     *
     * @return the severity
     */
    public Severity severity() {
        return severity;
    }

    /**
     * What is wrong when the rule is broken, as a sentence without its full stop.
     *
     * @return the title
     */
    public String title() {
        return title;
    }

    /**
     * What happens in production when the rule is broken, as a sentence without its full stop.
     *
     * @return the reason
     */
    public String because() {
        return because;
    }

    /**
     * What would be right, as an instruction without its full stop.
     *
     * @return the remedy
     */
    public String remedy() {
        return remedy;
    }

    /**
     * Where the reason is documented.
     *
     * @return an address, where there is one
     */
    public Optional<String> source() {
        return source;
    }

    /**
     * The rules that must hold before this one is asked.
     *
     * @return their ids
     */
    public Set<String> prerequisites() {
        return prerequisites;
    }

    /**
     * Whether the rule can be waived. What makes rendering impossible cannot.
     *
     * @return true if a waiver counts
     */
    public boolean isWaivable() {
        return waivable;
    }

    /**
     * The deployment that examples change: Celery behind PgBouncer on Amazon RDS, DAGs from git, logs in S3, metrics through
     * StatsD. The standard rules find nothing wrong with it.
     *
     * @return the sound deployment
     */
    public static AirflowDeployment soundDeployment() {
        return SoundDeployment.SOUND;
    }

    /**
     * The smallest deployment that breaks the rule: the {@linkplain #soundDeployment() sound one} with one mistake.
     *
     * @return the broken deployment, where the rule declares one
     */
    public Optional<AirflowDeployment> example() {
        return breaking(soundDeployment());
    }

    /**
     * A deployment with the mistake of the rule's example.
     *
     * @param deployment the deployment to change
     * @return the broken deployment, where the rule declares an example
     * @throws IllegalStateException if the deployment lacks what the example changes, such as a pool
     */
    public Optional<AirflowDeployment> breaking(AirflowDeployment deployment) {
        Objects.requireNonNull(deployment, "deployment");
        return mistake.map(change -> change.apply(deployment.toBuilder()).build());
    }

    /**
     * Asks the rule, whatever its prerequisites say.
     *
     * @param deployment the deployment
     * @return every place where it breaks the rule
     * @throws NullPointerException if the rule's test returns null, or a list with a null in it
     * @throws RuntimeException whatever else the rule's test throws; {@link RuleSet#validate} makes a finding of it
     */
    public List<Finding> check(AirflowDeployment deployment) {
        Objects.requireNonNull(deployment, "deployment");
        List<Finding> findings = Frozen.list(test.apply(deployment), "findings");
        return suggestion
                .map(value -> findings.stream()
                        .map(finding -> finding.suggestion().isPresent() ? finding : finding.suggesting(value))
                        .toList())
                .orElse(findings);
    }

    /** What a report names instead of this rule when its test has failed: an error, whatever a breach would be. */
    Rule failed() {
        return new Declaration(id, Severity.ERROR)
                .title("Rule " + id + " failed")
                .because("it is unknown whether the deployment keeps this rule: " + title)
                .remedy("correct the rule, or remove it with RuleSet.without(\"" + id + "\")")
                .waivable(waivable)
                .finds(test);
    }

    @Override
    public String toString() {
        return severity + " " + id + " " + title;
    }

    /** A rule as it is being declared. Not safe for use by several threads. */
    public static final class Declaration {

        private final String id;
        private final Severity severity;
        private @Nullable String title;
        private @Nullable String because;
        private @Nullable String remedy;
        private @Nullable String source;
        private @Nullable Object suggestion;
        private Set<String> prerequisites = Set.of();
        private @Nullable UnaryOperator<AirflowDeploymentBuilder> mistake;
        private boolean waivable = true;

        private Declaration(String id, Severity severity) {
            Objects.requireNonNull(id, "id");
            if (!ID.matcher(id).matches()) {
                throw new IllegalArgumentException("a rule's id looks like DB-004, not '" + id + "'");
            }
            this.id = id;
            this.severity = severity;
        }

        /**
         * Says what is wrong when the rule is broken.
         *
         * @param sentence a sentence without its full stop
         * @return this declaration
         */
        public Declaration title(String sentence) {
            this.title = Objects.requireNonNull(sentence, "sentence");
            return this;
        }

        /**
         * Says what happens in production when the rule is broken.
         *
         * @param sentence a sentence without its full stop
         * @return this declaration
         */
        public Declaration because(String sentence) {
            this.because = Objects.requireNonNull(sentence, "sentence");
            return this;
        }

        /**
         * Says what would be right.
         *
         * @param instruction an instruction without its full stop
         * @return this declaration
         */
        public Declaration remedy(String instruction) {
            this.remedy = Objects.requireNonNull(instruction, "instruction");
            return this;
        }

        /**
         * Says where the reason is documented.
         *
         * @param address the address
         * @return this declaration
         */
        public Declaration source(String address) {
            this.source = Objects.requireNonNull(address, "address");
            return this;
        }

        /**
         * Says which value would be right wherever the rule is broken, for programs that offer it. A finding that
         * {@linkplain Finding#suggesting(Object) suggests} another one keeps it.
         *
         * @param value a text, a number, a boolean, a constant, or a list or map of these
         * @return this declaration
         */
        public Declaration suggesting(Object value) {
            this.suggestion = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Asks the rule only where others hold, so that one mistake is not reported twice.
         *
         * @param ruleIds the ids of the other rules
         * @return this declaration
         */
        public Declaration after(String... ruleIds) {
            this.prerequisites =
                    Set.copyOf(Frozen.list(Arrays.asList(Objects.requireNonNull(ruleIds, "ruleIds")), "ruleIds"));
            return this;
        }

        /**
         * Lets no waiver count.
         *
         * @return this declaration
         */
        public Declaration notWaivable() {
            return waivable(false);
        }

        private Declaration waivable(boolean may) {
            this.waivable = may;
            return this;
        }

        /**
         * Says how the rule is broken, for tests and for readers.
         *
         * @param change what turns the {@linkplain Rule#soundDeployment() sound deployment} into the smallest one that
         *     breaks this rule and no other
         * @return this declaration
         */
        public Declaration brokenBy(UnaryOperator<AirflowDeploymentBuilder> change) {
            this.mistake = Objects.requireNonNull(change, "change");
            return this;
        }

        /**
         * Tests the whole deployment with one question.
         *
         * @param broken whether a deployment breaks the rule
         * @return the declaration, which still needs a place
         */
        public Question brokenWhen(Predicate<AirflowDeployment> broken) {
            return new Question(this, broken);
        }

        /**
         * Ends the declaration with a test that finds places.
         *
         * @param test every place where a deployment breaks the rule
         * @return the rule
         * @throws IllegalStateException if title, reason or remedy is missing
         */
        public Rule finds(Function<AirflowDeployment, List<Finding>> test) {
            return new Rule(this, Objects.requireNonNull(test, "test"));
        }

        private String require(@Nullable String text, String what) {
            if (text == null || text.isBlank()) {
                throw new IllegalStateException("rule " + id + " has no " + what);
            }
            return text;
        }
    }

    /**
     * A declared question that still needs the place it is about.
     *
     * @param declaration the declaration so far
     * @param broken whether a deployment breaks the rule
     */
    public record Question(Declaration declaration, Predicate<AirflowDeployment> broken) {

        /** Refuses null. */
        public Question {
            Objects.requireNonNull(declaration, "declaration");
            Objects.requireNonNull(broken, "broken");
        }

        /**
         * Ends the declaration.
         *
         * @param modelPath where in the model the question looks
         * @return the rule
         * @throws IllegalStateException if title, reason or remedy is missing
         */
        public Rule at(String modelPath) {
            Objects.requireNonNull(modelPath, "modelPath");
            return rule(title -> Finding.at(modelPath, title));
        }

        /**
         * Ends the declaration.
         *
         * @param modelPath where in the model the question looks
         * @param valuesPath where in the chart's values
         * @return the rule
         * @throws IllegalStateException if title, reason or remedy is missing
         */
        public Rule at(String modelPath, String valuesPath) {
            Objects.requireNonNull(modelPath, "modelPath");
            Objects.requireNonNull(valuesPath, "valuesPath");
            return rule(title -> Finding.at(modelPath, title).inValues(valuesPath));
        }

        private Rule rule(Function<String, Finding> finding) {
            String title = declaration.require(declaration.title, "title");
            return declaration.finds(deployment -> broken.test(deployment) ? List.of(finding.apply(title)) : List.of());
        }
    }
}
