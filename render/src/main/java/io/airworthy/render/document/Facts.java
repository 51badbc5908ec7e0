package io.airworthy.render.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What documents can say of a deployment, by name. The names are the same for every deployment; what one of them does not
 * have is {@link Fact#ABSENT}. A fact is found out when a document asks for it.
 */
final class Facts {

    private final Map<String, Supplier<Fact>> facts = new LinkedHashMap<>();

    Facts text(String name, Supplier<?> value) {
        return put(name, () -> new Fact.Text(String.valueOf(value.get())));
    }

    Facts text(String name, Object value) {
        return text(name, () -> value);
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

    Facts flag(String name, Supplier<Boolean> value) {
        return put(name, () -> new Fact.Flag(value.get()));
    }

    Facts several(String name, Supplier<List<Facts>> value) {
        return put(name, () -> new Fact.Several(value.get()));
    }

    /** A fact that only some deployments have. */
    Facts ifAny(String name, Supplier<Optional<Fact>> value) {
        return put(name, () -> value.get().orElse(Fact.ABSENT));
    }

    /** A fact of this name, or of those around it. */
    Facts within(Facts around) {
        Facts both = new Facts();
        both.facts.putAll(around.facts);
        both.facts.putAll(facts);
        return both;
    }

    Fact get(String name) {
        Supplier<Fact> fact = facts.get(name);
        if (fact == null) {
            throw new IllegalStateException("there is no fact " + name);
        }
        return fact.get();
    }

    Set<String> names() {
        return facts.keySet();
    }

    private Facts put(String name, Supplier<Fact> fact) {
        if (facts.put(name, fact) != null) {
            throw new IllegalStateException("two facts are called " + name);
        }
        return this;
    }
}
