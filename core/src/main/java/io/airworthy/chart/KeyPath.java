package io.airworthy.chart;

import io.airworthy.frozen.Frozen;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where something stands in a values tree: {@code scheduler.env[0].name},
 * {@code labels["app.kubernetes.io/name"]}.
 *
 * @param steps the keys and list places that lead there, outermost first
 */
public record KeyPath(List<Step> steps) {

    /** The root of the tree. */
    public static final KeyPath ROOT = new KeyPath(List.of());

    /**
     * One key of an object, or one place in a list.
     *
     * @param text the key, or the place as a number; empty for any place
     * @param place whether this is a place in a list
     */
    public record Step(String text, boolean place) {

        /** Refuses null. */
        public Step {
            Objects.requireNonNull(text, "text");
        }
    }

    private static final Pattern BRACKETS =
            Pattern.compile("\\[\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"]|\\[(\\d*)]", Pattern.DOTALL);

    /** Copies the steps. */
    public KeyPath {
        steps = Frozen.list(steps, "steps");
    }

    /**
     * Reads a path.
     *
     * @param text keys joined by dots, places in brackets, unusual keys in brackets and double quotes
     * @return the path
     * @throws IllegalArgumentException if the text is not a path
     */
    public static KeyPath of(String text) {
        Objects.requireNonNull(text, "text");
        List<Step> steps = new ArrayList<>();
        int end = 0;
        while (end >= 0 && end < text.length()) {
            end = text.charAt(end) == '[' ? brackets(text, end, steps) : key(text, end, steps);
        }
        if (end < 0 || steps.isEmpty()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a path of keys; write one like scheduler.env[0].name");
        }
        return new KeyPath(steps);
    }

    /** Reads what begins with a bracket. Returns where it ends; -1 if it is no step. */
    private static int brackets(String text, int begin, List<Step> steps) {
        Matcher step = BRACKETS.matcher(text).region(begin, text.length());
        if (!step.lookingAt()) {
            return -1;
        }
        String key = step.group(1);
        steps.add(key == null ? new Step(step.group(2), true) : new Step(key.replaceAll("(?s)\\\\(.)", "$1"), false));
        return step.end();
    }

    /** Reads a key, with the dot before it. Returns where it ends; -1 if there is none. */
    private static int key(String text, int begin, List<Step> steps) {
        int start = text.charAt(begin) == '.' ? begin + 1 : begin;
        int end = start;
        while (end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '[') {
            end++;
        }
        steps.add(new Step(text.substring(start, end), false));
        return end == start ? -1 : end;
    }

    /**
     * The path of a key below this one.
     *
     * @param key the key
     * @return the longer path
     */
    public KeyPath key(String key) {
        Objects.requireNonNull(key, "key");
        return plus(new Step(key, false));
    }

    /**
     * The path of an element below this one.
     *
     * @param index its place in the list
     * @return the longer path
     */
    public KeyPath place(int index) {
        return plus(new Step(Integer.toString(index), true));
    }

    /**
     * The path one step further.
     *
     * @param step the step
     * @return the longer path
     */
    public KeyPath plus(Step step) {
        Objects.requireNonNull(step, "step");
        List<Step> longer = new ArrayList<>(steps.size() + 1);
        longer.addAll(steps);
        longer.add(step);
        return new KeyPath(longer);
    }

    KeyPath plus(List<Step> more) {
        List<Step> longer = new ArrayList<>(steps);
        longer.addAll(more);
        return new KeyPath(longer);
    }

    KeyPath first(int count) {
        return new KeyPath(steps.subList(0, count));
    }

    List<Step> after(int count) {
        return steps.subList(count, steps.size());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Step step : steps) {
            if (step.place()) {
                text.append('[').append(step.text()).append(']');
            } else if (isPlain(step.text())) {
                text.append(text.isEmpty() ? "" : ".").append(step.text());
            } else {
                text.append("[\"")
                        .append(step.text().replace("\\", "\\\\").replace("\"", "\\\""))
                        .append("\"]");
            }
        }
        return text.toString();
    }

    /** Whether a key needs no brackets. */
    private static boolean isPlain(String key) {
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "_@/*-".indexOf(c) >= 0)) {
                return false;
            }
        }
        return !key.isEmpty();
    }
}
