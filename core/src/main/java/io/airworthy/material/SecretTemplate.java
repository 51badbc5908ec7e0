package io.airworthy.material;

import io.airworthy.frozen.Frozen;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A text that will carry secret material: literal pieces, and placeholders for material in a given encoding.
 *
 * <p>One template gives every form of the text: filled with material, written in another template language, or redacted
 * for people. A template itself holds nothing secret, so printing it is safe.
 *
 * @param pieces the pieces in order, never two literals in a row
 */
public record SecretTemplate(List<Piece> pieces) {

    /** A piece of a template. */
    public sealed interface Piece permits Literal, Placeholder {

        /** Takes the piece apart: the function of its variant makes the result. */
        <T> T match(
                Function<? super Literal, ? extends T> literal, Function<? super Placeholder, ? extends T> placeholder);
    }

    /**
     * Text that is not secret.
     *
     * @param text the text
     */
    public record Literal(String text) implements Piece {

        /** Refuses null. */
        public Literal {
            Objects.requireNonNull(text, "text");
        }

        @Override
        public <T> T match(
                Function<? super Literal, ? extends T> literal,
                Function<? super Placeholder, ? extends T> placeholder) {
            return literal.apply(this);
        }
    }

    /**
     * The place of a piece of material.
     *
     * @param material which material
     * @param encoding how it is written here
     */
    public record Placeholder(Material material, Encoding encoding) implements Piece {

        /** Refuses null. */
        public Placeholder {
            Objects.requireNonNull(material, "material");
            Objects.requireNonNull(encoding, "encoding");
        }

        @Override
        public <T> T match(
                Function<? super Literal, ? extends T> literal,
                Function<? super Placeholder, ? extends T> placeholder) {
            return placeholder.apply(this);
        }
    }

    /** Copies the pieces. */
    public SecretTemplate {
        pieces = Frozen.list(pieces, "pieces");
    }

    /**
     * A template that is one piece of material and nothing else.
     *
     * @param material the material
     * @return the template
     */
    public static SecretTemplate of(Material material) {
        return builder().material(material, Encoding.PLAIN).build();
    }

    /**
     * A template without any material, for a text that is kept in a Secret.
     *
     * @param text the text
     * @return the template
     */
    public static SecretTemplate literal(String text) {
        Objects.requireNonNull(text, "text");
        return builder().text(text).build();
    }

    /** Starts a template. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The material that the template needs.
     *
     * @return each material once, in the order of its first place
     */
    public Set<Material> materials() {
        Set<Material> materials = new LinkedHashSet<>();
        placeholders().forEach(place -> materials.add(place.material()));
        return materials;
    }

    /** The places of material, in their order. */
    public Stream<Placeholder> placeholders() {
        return pieces.stream().flatMap(piece -> piece.match(literal -> Stream.empty(), Stream::of));
    }

    /**
     * Writes the template as a text.
     *
     * @param placeholder what to write for a placeholder; what it returns is not encoded again
     * @return the text
     */
    public String write(Function<Placeholder, String> placeholder) {
        Objects.requireNonNull(placeholder, "placeholder");
        return write(Function.identity(), placeholder);
    }

    /**
     * Writes the template in a language that writes literals in its own way.
     *
     * @param literal what to write for a literal text
     * @param placeholder what to write for a placeholder
     * @return the text
     */
    public String write(Function<String, String> literal, Function<Placeholder, String> placeholder) {
        Objects.requireNonNull(placeholder, "placeholder");
        Objects.requireNonNull(literal, "literal");
        return pieces.stream()
                .map(piece -> piece.<String>match(text -> literal.apply(text.text()), placeholder))
                .collect(Collectors.joining());
    }

    /**
     * The text for people: every placeholder as {@code <database-password>}.
     *
     * @return the redacted text
     */
    public String redacted() {
        return write(place -> "<" + place.material().label() + ">");
    }

    @Override
    public String toString() {
        return redacted();
    }

    /** Puts a template together, piece by piece. Not safe for use by several threads. */
    public static final class Builder {

        private final List<Piece> pieces = new ArrayList<>();
        private final StringBuilder literal = new StringBuilder();

        private Builder() {}

        /**
         * Appends text that is not secret.
         *
         * @param text the text
         * @return this builder
         */
        public Builder text(String text) {
            Objects.requireNonNull(text, "text");
            literal.append(text);
            return this;
        }

        /**
         * Appends text that is not secret, percent-encoded for a URL.
         *
         * @param text the text
         * @return this builder
         */
        public Builder urlText(String text) {
            Objects.requireNonNull(text, "text");
            return text(Encoding.PERCENT.encode(text));
        }

        /**
         * Appends the place of a piece of material.
         *
         * @param material which material
         * @param encoding how it is written here
         * @return this builder
         */
        public Builder material(Material material, Encoding encoding) {
            endLiteral();
            pieces.add(new Placeholder(
                    Objects.requireNonNull(material, "material"), Objects.requireNonNull(encoding, "encoding")));
            return this;
        }

        /** Makes the template. */
        public SecretTemplate build() {
            endLiteral();
            return new SecretTemplate(pieces);
        }

        private void endLiteral() {
            if (!literal.isEmpty()) {
                pieces.add(new Literal(literal.toString()));
                literal.setLength(0);
            }
        }
    }
}
