package io.airworthy.render.document;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What documents can say of a deployment, by name. The names are the same for every deployment; what one of them does not
 * have is {@link Fact#ABSENT}. A fact is found out when a document asks for it.
 */
final class Facts {

    private final Map<String, Derived> facts;
    private final @Nullable Facts around;

    Facts() {
        this(new LinkedHashMap<>(), null);
    }

    private Facts(Map<String, Derived> facts, @Nullable Facts around) {
        this.facts = facts;
        this.around = around;
    }

    /** A fact that is derived when it is first asked for. */
    private static final class Derived {

        private final Supplier<Fact> derivation;
        private @Nullable Fact fact;

        Derived(Supplier<Fact> derivation) {
            this.derivation = derivation;
        }

        Fact get() {
            if (fact == null) {
                fact = derivation.get();
            }
            return fact;
        }
    }

    Facts text(String name, Supplier<?> value) {
        return put(name, () -> new Fact.Text(String.valueOf(value.get())));
    }

    Facts text(String name, Object value) {
        return text(name, () -> value);
    }

    /** Names, separated by commas. */
    Facts codes(String name, Supplier<List<String>> values) {
        return prose(name, () -> Phrase.codes(values.get()));
    }

    Facts prose(String name, Supplier<Phrase> value) {
        return put(name, () -> new Fact.Prose(value.get()));
    }

    Facts words(String name, Supplier<Script.Words> value) {
        return put(name, () -> new Fact.ShellWords(value.get()));
    }

    Facts script(String name, Supplier<Script> value) {
        return put(name, () -> new Fact.Lines(value.get().lines()));
    }

    /** A number that grows by one from place to place, from 1 on. */
    Facts counter(String name) {
        return put(name, Fact.Counter::new);
    }

    Facts flag(String name, Supplier<Boolean> value) {
        return put(name, () -> new Fact.Flag(value.get()));
    }

    Facts several(String name, Supplier<List<Facts>> value) {
        return put(name, () -> new Fact.Several(value.get()));
    }

    /** Which of several it is: a flag for each of them, {@code name.one}. */
    Facts choice(String name, Supplier<String> chosen, String... all) {
        for (String one : all) {
            flag(name + "." + one, () -> chosen.get().equals(one));
        }
        return this;
    }

    /** Which constant it is: a flag for each, {@code name.a-constant}. */
    <E extends Enum<E>> Facts choice(String name, Class<E> type, Supplier<E> chosen) {
        return choice(
                name,
                () -> inPages(chosen.get()),
                Arrays.stream(type.getEnumConstants()).map(Facts::inPages).toArray(String[]::new));
    }

    /** How pages spell a constant. */
    static String inPages(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A part that only some deployments have, with facts of its own: {@code name.fact}. */
    <T> Facts part(String name, Optional<T> part, Function<T, Facts> facts) {
        return several(name, () -> part.map(facts).stream().toList());
    }

    /** A text that only some deployments have. */
    Facts ifAnyText(String name, Supplier<Optional<?>> value) {
        return put(
                name,
                () -> value.get()
                        .<Fact>map(text -> new Fact.Text(String.valueOf(text)))
                        .orElse(Fact.ABSENT));
    }

    /** A fact that only some deployments have. */
    Facts ifAny(String name, Supplier<Optional<Fact>> value) {
        return put(name, () -> value.get().orElse(Fact.ABSENT));
    }

    /** A fact of this name, or of those around it. */
    Facts within(Facts around) {
        return new Facts(facts, this.around == null ? around : this.around.within(around));
    }

    /** A fact of this name, or {@code part.fact}: of a part that this deployment may have. */
    Fact get(String name) {
        Derived fact = find(name);
        if (fact != null) {
            return fact.get();
        }
        int dot = name.indexOf('.');
        if (dot < 0) {
            throw new IllegalStateException("there is no fact " + name);
        }
        return get(name.substring(0, dot)).each().stream()
                .findFirst()
                .map(part -> part.get(name.substring(dot + 1)))
                .orElse(Fact.ABSENT);
    }

    private @Nullable Derived find(String name) {
        Derived own = facts.get(name);
        return own != null || around == null ? own : around.find(name);
    }

    Set<String> names() {
        Set<String> names = new LinkedHashSet<>(around == null ? Set.of() : around.names());
        names.addAll(facts.keySet());
        return names;
    }

    private Facts put(String name, Supplier<Fact> fact) {
        if (facts.put(name, new Derived(fact)) != null) {
            throw new IllegalStateException("two facts are called " + name);
        }
        return this;
    }
}
