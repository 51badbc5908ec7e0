package io.airworthy.render.file;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import io.airworthy.render.KeptText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Holds what schemas say of the model against its Javadoc. */
class ModelTextsTest {

    private static final Path FILE = Path.of("src/main/resources/io/airworthy/render/file/model.tsv");

    @Test
    void theTextsAreThoseOfTheJavadoc() throws IOException {
        KeptText.assertMade(
                FILE, texts(), "written by: mvn -pl render -am test -Dtest=ModelTextsTest -Dairworthy.refresh=true");
    }

    private static String texts() throws IOException {
        Set<Class<?>> types = ModelTypes.all();
        Set<String> names = types.stream().map(Class::getName).collect(Collectors.toSet());
        List<Path> files = types.stream()
                .map(type -> type.getName().replaceAll("[$].*", "").replace('.', '/') + ".java")
                .distinct()
                .sorted()
                .map(name -> Path.of("../core/src/main/java").resolve(name))
                .toList();
        Map<String, String> texts = new LinkedHashMap<>();
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            DocTrees documents = DocTrees.instance(task);
            task.parse().forEach(unit -> new Scanner(documents, names, texts).scan(unit, null));
        }
        return texts.entrySet().stream()
                .map(text -> text.getKey() + "\t" + text.getValue().replace("\n", "\\n") + "\n")
                .collect(Collectors.joining());
    }

    private static final class Scanner extends TreePathScanner<@Nullable Void, @Nullable Void> {

        private static final Pattern PART = Pattern.compile("(?ms)^@param (\\w+)\\s+(.*?)(?=^@|\\z)");

        private final DocTrees documents;
        private final Set<String> names;
        private final Map<String, String> texts;
        private final Deque<String> around = new ArrayDeque<>();

        Scanner(DocTrees documents, Set<String> names, Map<String, String> texts) {
            this.documents = documents;
            this.names = names;
            this.texts = texts;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            String simple = type.getSimpleName().toString();
            String name = around.isEmpty()
                    ? getCurrentPath().getCompilationUnit().getPackageName() + "." + simple
                    : around.peek() + "$" + simple;
            if (names.contains(name)) {
                String comment = comment();
                texts.put(name, plain(comment));
                if (type.getKind() == Tree.Kind.RECORD) {
                    Matcher part = PART.matcher(comment.replaceAll("(?m)^ ", ""));
                    while (part.find()) {
                        texts.put(name + "#" + part.group(1), sentence(plain(part.group(2))));
                    }
                }
            }
            around.push(name);
            super.visitClass(type, nothing);
            around.pop();
            return null;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            boolean isAttribute = method.getParameters().isEmpty()
                    && method.getReturnType() != null
                    && !method.getModifiers().getFlags().contains(Modifier.STATIC)
                    && !method.getModifiers().getFlags().contains(Modifier.PRIVATE)
                    && names.contains(around.peek());
            if (isAttribute && !comment().isEmpty() && isSaid(method.getName().toString())) {
                texts.put(around.peek() + "#" + method.getName(), plain(comment()));
            }
            return null;
        }

        private boolean isSaid(String attribute) {
            try {
                Class<?> type = Class.forName(around.peek());
                return type.isSealed()
                        || Shapes.of(type) instanceof ObjectShape object
                                && object.attributes().stream()
                                        .anyMatch(each -> each.name().equals(attribute));
            } catch (ClassNotFoundException impossible) {
                throw new AssertionError(impossible);
            }
        }

        @Override
        public @Nullable Void visitVariable(VariableTree variable, @Nullable Void nothing) {
            Tree parent = getCurrentPath().getParentPath().getLeaf();
            boolean isConstant = parent.getKind() == Tree.Kind.ENUM
                    && variable.getModifiers().getFlags().contains(Modifier.STATIC)
                    && !comment().isEmpty();
            if (isConstant && names.contains(around.peek())) {
                texts.put(around.peek() + "#" + variable.getName(), plain(comment()));
            }
            return null;
        }

        private String comment() {
            String comment = documents.getDocComment(getCurrentPath());
            return comment == null ? "" : comment;
        }
    }

    private static String sentence(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** What a person reads who has no Java in front of them: no tags, no examples in Java. */
    static String plain(String comment) {
        String text = comment.replaceAll("(?ms)^\\s*@\\w+.*", "").replaceAll("(?s)<pre>.*?</pre>", "");
        text = text.replaceAll("(?s)\\{@code\\s+([^{}]*(?:\\{[^{}]*(?:\\{[^{}]*\\}[^{}]*)*\\}[^{}]*)*)\\}", "`$1`");
        text = text.replaceAll("(?s)\\{@link(?:plain)?\\s+[\\w.#]+(?:\\([^)]*\\))?\\s+([^}]+)\\}", "$1");
        text = text.replaceAll("(?s)\\{@link(?:plain)?\\s+(?:[\\w.]*#)?([\\w.]+)(?:\\([^)]*\\))?\\}", "`$1`");
        text = text.replaceAll("\\{@value #(\\w+)\\}", "`$1`");
        text = text.replaceAll("(?s)<a [^>]*>(.*?)</a>", "$1");
        text = text.replaceAll("\\s*<li>", "\n- ").replaceAll("\\s*<p>", "\n\n").replaceAll("</?\\w+>", "");
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        return java.util.Arrays.stream(text.split("\n\n+|\n(?=- )"))
                .map(paragraph -> paragraph.replaceAll("\\s+", " ").strip())
                .filter(paragraph -> !paragraph.isEmpty())
                .collect(Collectors.joining("\n"));
    }
}
