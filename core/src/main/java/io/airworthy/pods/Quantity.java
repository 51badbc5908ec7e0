package io.airworthy.pods;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of CPU or memory as Kubernetes writes it: {@code 500m}, {@code 2}, {@code 4Gi}.
 *
 * <p>It holds any text; a rule reports what Kubernetes would refuse.
 *
 * @param text the amount as written
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/">Quantity</a>
 */
public record Quantity(String text) {

    private static final Pattern QUANTITY = Pattern.compile(
            "([+-]?(?:\\d{1,18}(?:\\.\\d{0,9})?|\\.\\d{1,9}))([numkMGTPE]|[KMGTPE]i|[eE][+-]?\\d{1,2})?");

    private static final Map<String, BigDecimal> UNITS = Map.ofEntries(
            Map.entry("n", BigDecimal.ONE.movePointLeft(9)),
            Map.entry("u", BigDecimal.ONE.movePointLeft(6)),
            Map.entry("m", BigDecimal.ONE.movePointLeft(3)),
            Map.entry("k", BigDecimal.ONE.movePointRight(3)),
            Map.entry("M", BigDecimal.ONE.movePointRight(6)),
            Map.entry("G", BigDecimal.ONE.movePointRight(9)),
            Map.entry("T", BigDecimal.ONE.movePointRight(12)),
            Map.entry("P", BigDecimal.ONE.movePointRight(15)),
            Map.entry("E", BigDecimal.ONE.movePointRight(18)),
            Map.entry("Ki", BigDecimal.valueOf(1L << 10)),
            Map.entry("Mi", BigDecimal.valueOf(1L << 20)),
            Map.entry("Gi", BigDecimal.valueOf(1L << 30)),
            Map.entry("Ti", BigDecimal.valueOf(1L << 40)),
            Map.entry("Pi", BigDecimal.valueOf(1L << 50)),
            Map.entry("Ei", BigDecimal.valueOf(1L << 60)));

    /** Refuses null. */
    public Quantity {
        Objects.requireNonNull(text, "text");
    }

    /**
     * Holds an amount.
     *
     * @param text the amount, {@code "500m"}
     * @return the amount
     */
    public static Quantity of(String text) {
        return new Quantity(text);
    }

    /**
     * The amount as a number, in cores or bytes.
     *
     * @return the number; empty for what Kubernetes would refuse
     */
    public Optional<BigDecimal> amount() {
        Matcher quantity = QUANTITY.matcher(text);
        if (!quantity.matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(quantity.group(1));
        String unit = quantity.group(2);
        if (unit == null) {
            return Optional.of(number);
        }
        BigDecimal factor = UNITS.get(unit);
        return Optional.of(
                factor == null
                        ? number.scaleByPowerOfTen(Integer.parseInt(unit.substring(1)))
                        : number.multiply(factor));
    }

    @Override
    public String toString() {
        return text;
    }
}
