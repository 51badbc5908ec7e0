package io.airworthy.linker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class LinkerTest {

    private static final String EVERY_KIND = """
            package sample;

            import java.util.*;
            import java.util.concurrent.Callable;
            import java.util.function.*;
            import java.util.stream.*;

            public class EveryKind implements Callable<List<String>> {

                interface Shape {
                    double area();

                    static Shape square(double side) {
                        return () -> side * side;
                    }

                    default Supplier<String> described() {
                        return () -> text(area());
                    }

                    private String text(double area) {
                        return "area " + area;
                    }
                }

                interface ThreeNumbers {
                    long sum(int first, long second, short third);
                }

                record Point(int x, long y, double z, float w, boolean on, char c, byte b, short s, String name, int[] more) {}

                record Nothing() {}

                enum Colour {
                    RED(text -> text + "!"), BLUE(String::strip);

                    final UnaryOperator<String> change;

                    Colour(UnaryOperator<String> change) {
                        this.change = change;
                    }
                }

                private final String own = "own";

                private String withOwn(String text) {
                    return text + own;
                }

                static String joined(Object... parts) {
                    return Arrays.toString(parts);
                }

                static long widened(long number) {
                    return number + 1;
                }

                static <T extends Comparable<T>> BinaryOperator<T> greater() {
                    return (one, other) -> one.compareTo(other) > 0 ? one : other;
                }

                @Override
                @SuppressWarnings({"rawtypes", "unchecked"})
                public List<String> call() {
                    List<Object> found = new ArrayList<>();
                    byte b = 1;
                    short s = 2;
                    char c = 'c';
                    int i = 4;
                    long l = 5L;
                    float f = 6.5f;
                    double d = 7.5;
                    boolean on = true;
                    Supplier<String> captures = () -> "" + b + s + c + i + l + f + d + on + own;
                    found.add(captures.get());
                    Function<String, String> bound = this::withOwn;
                    found.add(bound.andThen(String::length).apply("text "));
                    Function<String, Integer> parsed = Integer::parseInt;
                    ToIntFunction<String> unboxed = Integer::valueOf;
                    ToLongFunction<Integer> widened = EveryKind::widened;
                    IntFunction<Integer> boxed = Integer::valueOf;
                    IntToLongFunction wider = EveryKind::widened;
                    Supplier<Integer> size = found::size;
                    found.addAll(List.of(parsed.apply("7"), unboxed.applyAsInt("8"), widened.applyAsLong(9), boxed.apply(10),
                            wider.applyAsLong(11), size.get()));
                    ThreeNumbers sum = (first, second, third) -> first + second + third;
                    found.add(sum.sum(1, 2, (short) 3));
                    IntFunction<int[]> arrays = int[]::new;
                    found.add(arrays.apply(3).length);
                    Supplier<List<String>> lists = ArrayList::new;
                    found.add(lists.get());
                    BiFunction<Object, Object, String> varied = EveryKind::joined;
                    found.add(varied.apply("a", 1));
                    Consumer<String> ignored = lists.get()::add;
                    ignored.accept("x");
                    Consumer<Integer> wide = EveryKind::widened;
                    wide.accept(1);
                    Comparator<String> order = Comparator.comparing(String::length);
                    found.add(Stream.of("ccc", "a", "bb").sorted(order.reversed()).collect(Collectors.joining()));
                    found.add(IntStream.range(0, 5).mapToObj(n -> n * l).map(n -> n + d).toList());
                    found.add(EveryKind.<String>greater().apply("a", "b"));
                    found.add(Shape.square(3).described().get());
                    found.add(Stream.of(Colour.values()).map(colour -> colour.change.apply(" x ")).toList());
                    Runnable nested = () -> found.add(Stream.of(1).map(n -> Stream.of(2).map(m -> n + m + i).toList()).toList());
                    nested.run();
                    Runnable marked = (Runnable & RandomAccess) () -> found.add("marked");
                    marked.run();
                    Predicate<String> empty = String::isEmpty;
                    found.add(empty.negate().or(text -> own.equals(text)).test(""));
                    int[] more = {1};
                    Point point = new Point(1, 2, Double.NaN, -0f, true, 'c', (byte) 3, (short) 4, null, more);
                    found.add(point.toString().replaceFirst("\\\\[I@.*", ""));
                    found.add(new Point(1, 2, 3, 4, true, 'c', (byte) 3, (short) 4, "name", null).hashCode());
                    found.add(point.equals(new Point(1, 2, Double.NaN, -0f, true, 'c', (byte) 3, (short) 4, null, more)));
                    found.add(point.equals(new Point(1, 2, Double.NaN, 0f, true, 'c', (byte) 3, (short) 4, null, more)));
                    found.add(point.equals(new Point(1, 3, Double.NaN, -0f, true, 'c', (byte) 3, (short) 4, null, more)));
                    found.add(point.equals(new Point(1, 2, Double.NaN, -0f, true, 'c', (byte) 3, (short) 4, "", more)));
                    found.add(point.equals("point"));
                    found.add(point.equals(null));
                    record Local(int number, List<String> texts) {}
                    found.add(new Local(1, List.of("a")));
                    found.add(new Nothing() + " " + new Nothing().hashCode() + new Nothing().equals(new Nothing()));
                    try {
                        ((Function) parsed).apply(new Object());
                    } catch (ClassCastException e) {
                        found.add("not a text");
                    }
                    return found.stream().map(String::valueOf).toList();
                }
            }
            """;

    @TempDir
    private Path compiled;

    @BeforeEach
    void compileEveryKind() throws IOException {
        compile("EveryKind", EVERY_KIND);
    }

    private void compile(String name, String text) throws IOException {
        Path source = Files.createDirectories(compiled.resolve("sample")).resolve(name + ".java");
        Files.writeString(source, text);
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "--release", "17", "-nowarn", "-XDstringConcat=inline", source.toString());
        assertThat(status).isZero();
    }

    @Test
    void linked_classes_do_what_they_did() throws Exception {
        List<String> before = called();
        Linker.link(compiled);
        assertThat(called()).isEqualTo(before).hasSizeGreaterThan(30).contains("not a text", "marked");
    }

    @Test
    void only_a_lambda_with_several_interfaces_is_left_to_be_linked() throws IOException {
        assertThat(leftToLink()).contains("metafactory", "bootstrap", "altMetafactory");
        Linker.link(compiled);
        assertThat(leftToLink()).containsOnly("altMetafactory");
    }

    @Test
    void linking_again_changes_nothing() throws IOException {
        Linker.link(compiled);
        Map<String, byte[]> once = classes();
        Linker.link(compiled);
        Map<String, byte[]> twice = classes();
        assertThat(twice)
                .hasSameSizeAs(once)
                .allSatisfy((name, bytes) -> assertThat(bytes).as(name).isEqualTo(once.get(name)));
    }

    @Test
    void a_lambda_that_can_be_serialized_is_refused() throws IOException {
        compile("Saved", "package sample; class Saved { Object it = (Runnable & java.io.Serializable) () -> {}; }");
        assertThatThrownBy(() -> Linker.link(compiled))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a serializable lambda, which cannot be linked, is in sample/Saved");
    }

    private List<String> called() throws Exception {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {compiled.toUri().toURL()})) {
            Callable<?> sample = (Callable<?>)
                    loader.loadClass("sample.EveryKind").getConstructor().newInstance();
            return ((List<?>) sample.call()).stream().map(String::valueOf).toList();
        }
    }

    /** The methods that link what is left. */
    private List<String> leftToLink() throws IOException {
        Stream.Builder<String> bootstraps = Stream.builder();
        for (byte[] bytes : classes().values()) {
            new ClassReader(bytes)
                    .accept(
                            new ClassVisitor(Opcodes.ASM9) {
                                @Override
                                public MethodVisitor visitMethod(
                                        int access,
                                        String name,
                                        String descriptor,
                                        String signature,
                                        String[] exceptions) {
                                    return new MethodVisitor(Opcodes.ASM9) {
                                        @Override
                                        public void visitInvokeDynamicInsn(
                                                String called, String type, Handle bootstrap, Object... arguments) {
                                            bootstraps.add(bootstrap.getName());
                                        }
                                    };
                                }
                            },
                            0);
        }
        return bootstraps.build().distinct().toList();
    }

    private Map<String, byte[]> classes() throws IOException {
        Map<String, byte[]> classes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(compiled)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".class")).toList()) {
                classes.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return classes;
    }
}
