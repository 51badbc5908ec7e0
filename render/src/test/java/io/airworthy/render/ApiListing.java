package io.airworthy.render;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything that a module shows to the world: each exported type, and below it each of its members, all in order. */
final class ApiListing {

    private static final Pattern JDK_PACKAGE = Pattern.compile("java(x)?(\\.[a-z]+)+\\.(?=[A-Z])");

    private final ModuleReference module;

    private ApiListing(ModuleReference module) {
        this.module = module;
    }

    static ApiListing ofModuleWith(Class<?> type) {
        Path classes = Path.of(URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()));
        return new ApiListing(ModuleFinder.of(classes).findAll().iterator().next());
    }

    String text() {
        return types().map(ApiListing::entry).collect(Collectors.joining("\n"));
    }

    Stream<Class<?>> types() {
        Set<String> exported = module.descriptor().exports().stream()
                .filter(export -> !export.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
        try (ModuleReader reader = module.open()) {
            return reader
                    .list()
                    .filter(file -> file.endsWith(".class") && file.contains("/"))
                    .map(file ->
                            file.substring(0, file.length() - ".class".length()).replace('/', '.'))
                    .filter(name -> exported.contains(name.substring(0, name.lastIndexOf('.'))))
                    .filter(name -> !name.endsWith(".package-info"))
                    .sorted()
                    .<Class<?>>map(ApiListing::load)
                    .filter(ApiListing::isVisible)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String entry(Class<?> type) {
        return withoutJdk(type.toGenericString()) + parents(type) + "\n"
                + members(type).map(line -> "    " + line + "\n").collect(Collectors.joining());
    }

    private static String parents(Class<?> type) {
        String parents = Stream.concat(
                        Stream.ofNullable(type.getGenericSuperclass()), Stream.of(type.getGenericInterfaces()))
                .map(parent -> withoutJdk(parent.getTypeName()))
                .filter(parent -> !List.of("Object", "Record").contains(parent) && !parent.startsWith("Enum<"))
                .collect(Collectors.joining(", "));
        return parents.isEmpty() ? "" : " : " + parents;
    }

    private static Stream<String> members(Class<?> type) {
        return Stream.<AnnotatedElement[]>of(
                        type.getDeclaredFields(), type.getDeclaredConstructors(), type.getDeclaredMethods())
                .flatMap(Stream::of)
                .filter(ApiListing::isShown)
                .map(member -> generic(member).replace(type.getTypeName() + ".", ""))
                .map(ApiListing::withoutJdk)
                .sorted();
    }

    private static String generic(AnnotatedElement member) {
        if (member instanceof Method method) {
            return method.toGenericString();
        }
        return member instanceof Field field ? field.toGenericString() : ((Constructor<?>) member).toGenericString();
    }

    private static boolean isShown(AnnotatedElement element) {
        Member member = (Member) element;
        return isPublicOrProtected(member.getModifiers()) && !member.isSynthetic();
    }

    private static boolean isVisible(Class<?> type) {
        return isPublicOrProtected(type.getModifiers())
                && !type.isAnonymousClass()
                && (type.getEnclosingClass() == null || isVisible(type.getEnclosingClass()));
    }

    private static boolean isPublicOrProtected(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static String withoutJdk(String text) {
        return JDK_PACKAGE.matcher(text).replaceAll("");
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, ApiListing.class.getClassLoader());
        } catch (ClassNotFoundException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
