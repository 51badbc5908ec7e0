package io.airworthy.values;

import io.airworthy.frozen.Tree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The parts of a value that are the keys of one map, each declared once, both ways.
 *
 * @param builder starts a value
 * @param build ends it
 * @param all the parts, in the order in which they are written
 */
record Fields<S, B>(Supplier<B> builder, Function<B, S> build, List<Field<S, B>> all) {

    /**
     * One part.
     *
     * @param key its key
     * @param write what stands there, if the part is set
     * @param read gives a builder what stands there
     */
    record Field<S, B>(String key, Function<S, Optional<Object>> write, BiConsumer<B, Object> read) {}

    static <S, B> Fields<S, B> of(Supplier<B> builder, Function<B, S> build) {
        return new Fields<>(builder, build, List.of());
    }

    /** These and one more. */
    <T> Fields<S, B> and(String key, Function<S, Optional<T>> get, BiFunction<B, T, B> set, Format<T> format) {
        Field<S, B> field = new Field<>(
                key,
                value -> get.apply(value).map(format.write()),
                (start, given) -> format.read().apply(given).ifPresent(part -> set.apply(start, part)));
        return new Fields<>(
                builder, build, Stream.concat(all.stream(), Stream.of(field)).toList());
    }

    List<String> keys() {
        return all.stream().map(Field::key).toList();
    }

    Map<String, Object> write(S value) {
        Map<String, Object> written = new LinkedHashMap<>();
        all.forEach(field -> field.write().apply(value).ifPresent(part -> written.put(field.key(), part)));
        return written;
    }

    S read(Function<String, Optional<Object>> given) {
        return build.apply(readInto(builder.get(), given));
    }

    /** Gives a builder what stands at the keys. */
    B readInto(B start, Function<String, Optional<Object>> given) {
        all.forEach(
                field -> given.apply(field.key()).ifPresent(part -> field.read().accept(start, part)));
        return start;
    }

    /** The map as a whole. */
    Format<S> format() {
        return new Format<>(this::write, given -> {
            Map<?, ?> map = Tree.mapOrEmpty(given);
            return Optional.of(read(key -> Optional.ofNullable(map.get(key))));
        });
    }
}
