package io.airworthy.render.helm;

import io.airworthy.chart.ValuesProblem;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Thrown when a deployment's values are none that its chart takes: the extra values name unknown keys, have wrong types,
 * or contradict the model. Its message lists everything that is wrong.
 */
public final class InvalidValuesException extends RuntimeException {

    private final transient List<ValuesProblem> problems;

    InvalidValuesException(String chartVersion, List<ValuesProblem> problems) {
        super("chart " + chartVersion + " does not take these values:\n"
                + problems.stream().map(problem -> "  " + problem).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /**
     * What is wrong.
     *
     * @return the problems, at least one
     */
    public List<ValuesProblem> problems() {
        return problems;
    }
}
