package io.airworthy.render.file;

import io.airworthy.AirflowDeployment;
import io.airworthy.frozen.Tree;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Writes the schema of deployment files from the shapes of the model, and its structural subset for Kubernetes. */
final class SchemaWriter {

    private final Map<String, Object> definitions = new TreeMap<>();
    private final Set<Attribute> takenAway = takenAway();
    private final boolean structural;

    private SchemaWriter(boolean structural) {
        this.structural = structural;
    }

    /** The schema for editors and validators. */
    static Map<String, Object> schema() {
        SchemaWriter writer = new SchemaWriter(false);
        Object spec = writer.of(AirflowDeployment.class);
        return Tree.of(
                "$schema",
                "https://json-schema.org/draft/2020-12/schema",
                "$id",
                "https://airworthy.io/schemas/v1alpha1/airflow-deployment.json",
                "title",
                "Airflow deployment",
                "description",
                "A production deployment of Apache Airflow on Kubernetes, as Airworthy reads it.",
                "type",
                "object",
                "properties",
                Tree.of(
                        "apiVersion",
                        Tree.of("const", DeploymentFile.API_VERSION),
                        "kind",
                        Tree.of("const", DeploymentFile.KIND),
                        "metadata",
                        Tree.of("description", "Kubernetes' own, where the file is a custom resource."),
                        "spec",
                        spec,
                        "status",
                        Tree.of("description", "Kubernetes' own, where the file is a custom resource.")),
                "required",
                List.of("apiVersion", "kind", "spec"),
                "additionalProperties",
                false,
                "$defs",
                writer.definitions);
    }

    /** The definition of the custom resource. */
    static Map<String, Object> customResource() {
        SchemaWriter writer = new SchemaWriter(true);
        Map<String, Object> schema = Tree.of(
                "type",
                "object",
                "description",
                "A production deployment of Apache Airflow.",
                "properties",
                Tree.of(
                        "apiVersion",
                        Tree.of("type", "string"),
                        "kind",
                        Tree.of("type", "string"),
                        "metadata",
                        Tree.of("type", "object"),
                        "spec",
                        writer.of(AirflowDeployment.class),
                        "status",
                        Tree.of("type", "object", "x-kubernetes-preserve-unknown-fields", true)),
                "required",
                List.of("spec"));
        return Tree.of(
                "apiVersion",
                "apiextensions.k8s.io/v1",
                "kind",
                "CustomResourceDefinition",
                "metadata",
                Tree.of("name", "airflowdeployments.airworthy.io"),
                "spec",
                Tree.of(
                        "group",
                        "airworthy.io",
                        "scope",
                        "Namespaced",
                        "names",
                        Tree.of(
                                "kind",
                                DeploymentFile.KIND,
                                "listKind",
                                "AirflowDeploymentList",
                                "plural",
                                "airflowdeployments",
                                "singular",
                                "airflowdeployment"),
                        "versions",
                        List.of(Tree.of(
                                "name",
                                "v1alpha1",
                                "served",
                                true,
                                "storage",
                                true,
                                "subresources",
                                Tree.of("status", Tree.of()),
                                "schema",
                                Tree.of("openAPIV3Schema", schema)))));
    }

    /** The schema of a type: a reference where there is a place for definitions. */
    private Map<String, Object> of(Class<?> type) {
        if (structural) {
            return definition(type);
        }
        String name = type.getName().replaceAll(".*[.]", "").replace('$', '.');
        if (!definitions.containsKey(name)) {
            definitions.put(name, Map.of());
            Map<String, Object> definition = definition(type);
            definition.put("title", name);
            definitions.put(name, definition);
        }
        return Tree.of("$ref", "#/$defs/" + name);
    }

    private Map<String, Object> definition(Class<?> type) {
        Map<String, Object> schema = new LinkedHashMap<>();
        if (!structural) {
            ModelTexts.of(type).ifPresent(text -> schema.put("description", text));
        }
        schema.putAll(body(type, Shapes.of(type)));
        return schema;
    }

    private Map<String, Object> body(Class<?> type, Shape shape) {
        if (shape instanceof ObjectShape object) {
            return withWords(object.presets().words(), object(object));
        }
        if (shape instanceof ChoiceShape choice) {
            Map<String, Object> variants = new LinkedHashMap<>();
            choice.variants().forEach((name, variant) -> variants.put(name, of(variant.type())));
            return withWords(choice.words(), oneKey(variants));
        }
        if (shape instanceof KindShape kinds) {
            Map<String, Object> keys = new LinkedHashMap<>();
            kinds.kinds.forEach((name, kind) -> {
                Map<String, Object> key = Tree.of("type", "string");
                ModelTexts.of(kind.getDeclaringClass(), kind.name()).ifPresent(text -> key.put("description", text));
                keys.put(name, key);
            });
            return withWords(kinds.presets().words(), oneKey(keys));
        }
        if (shape instanceof Shape.Constant constant) {
            Map<String, Object> schema = Tree.of("type", "string", "enum", List.copyOf(constant.words.keySet()));
            if (!structural) {
                schema.put(
                        "markdownEnumDescriptions",
                        constant.words.values().stream()
                                .map(each -> ModelTexts.of(type, each.name()).orElse(""))
                                .toList());
            }
            return schema;
        }
        if (shape instanceof Shape.Wrapped wrapped) {
            Map<String, Object> inner = inline(wrapped.inner);
            if (!wrapped.presets().words().isEmpty() && !structural) {
                inner.put("examples", List.copyOf(wrapped.presets().words()));
            }
            return inner;
        }
        return inline(shape);
    }

    private Map<String, Object> object(ObjectShape shape) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (Attribute attribute : shape.attributes()) {
            Map<String, Object> property = inline(attribute.shape());
            ModelTexts.of(attribute.getter().getDeclaringClass(), attribute.name())
                    .or(() -> ModelTexts.of(shape.type, attribute.name()))
                    .ifPresent(text -> property.put("description", structural ? sentence(text) : text));
            if (!structural) {
                defaultOf(shape, attribute)
                        .map(it -> attribute.shape().write(it))
                        .ifPresent(it -> property.put("default", it));
            }
            properties.put(attribute.name(), takenAway.contains(attribute) ? nullable(property) : property);
            if (attribute.presence() == Attribute.Presence.REQUIRED) {
                required.add(attribute.name());
            }
        }
        Map<String, Object> schema = Tree.of("type", "object", "properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        if (!structural) {
            schema.put("additionalProperties", false);
        }
        return schema;
    }

    /** What a default has, and nothing takes away, of all types. */
    private static Set<Attribute> takenAway() {
        Set<Attribute> found = new HashSet<>();
        ModelTypes.all().stream()
                .map(Shapes::of)
                .filter(ObjectShape.class::isInstance)
                .map(ObjectShape.class::cast)
                .forEach(owner -> owner.attributes().stream()
                        .filter(attribute -> attribute.shape() instanceof ObjectShape)
                        .forEach(attribute -> defaultOf(owner, attribute)
                                .ifPresent(value -> takenAway((ObjectShape) attribute.shape(), value, found))));
        return found;
    }

    private static void takenAway(ObjectShape shape, Object value, Set<Attribute> found) {
        Object nothing = shape.bare().orElseThrow();
        for (Attribute attribute : shape.attributes()) {
            Optional<Object> part = attribute.of(value);
            if (part.isPresent() && !part.equals(attribute.of(nothing))) {
                found.add(attribute);
                if (attribute.shape() instanceof ObjectShape inner) {
                    takenAway(inner, part.get(), found);
                }
            }
        }
    }

    private Map<String, Object> nullable(Map<String, Object> property) {
        if (structural) {
            property.put("nullable", true);
            return property;
        }
        Map<String, Object> nullable = new LinkedHashMap<>(property);
        nullable.keySet().retainAll(Set.of("description", "default"));
        property.keySet().removeAll(nullable.keySet());
        nullable.put("anyOf", List.of(property, Tree.of("type", "null")));
        return nullable;
    }

    private static String sentence(String text) {
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }

    private Map<String, Object> oneKey(Map<String, Object> variants) {
        Map<String, Object> schema =
                Tree.of("type", "object", "properties", variants, "minProperties", 1, "maxProperties", 1);
        if (!structural) {
            schema.put("additionalProperties", false);
        }
        return schema;
    }

    /** Kubernetes has no schema for what is a text or a mapping; it keeps such a field as it is. */
    private Map<String, Object> withWords(Set<String> words, Map<String, Object> mapping) {
        if (words.isEmpty()) {
            return mapping;
        }
        return structural
                ? Tree.of("x-kubernetes-preserve-unknown-fields", true)
                : Tree.of("anyOf", List.of(Tree.of("enum", List.copyOf(words)), mapping));
    }

    /** The schema of a part, where it stands. */
    private Map<String, Object> inline(Shape shape) {
        if (shape instanceof Shape.Text text) {
            Map<String, Object> schema = Tree.of("type", "string");
            if (text.pattern != null) {
                schema.put("pattern", "^" + text.pattern + "$");
            }
            return schema;
        }
        if (shape instanceof Shape.TextOrNumber) {
            return structural
                    ? Tree.of("x-kubernetes-int-or-string", true)
                    : Tree.of("type", List.of("string", "integer"));
        }
        if (shape instanceof Shape.Whole whole) {
            return Tree.of("type", "integer", "format", whole.most == Integer.MAX_VALUE ? "int32" : "int64");
        }
        if (shape instanceof Shape.Truth) {
            return Tree.of("type", "boolean");
        }
        if (shape instanceof Shape.Many many) {
            return Tree.of("type", "array", "items", inline(many.element));
        }
        if (shape instanceof Shape.ByKey map) {
            return byKey(map);
        }
        if (shape instanceof Shape.Anything) {
            return structural ? Tree.of("x-kubernetes-preserve-unknown-fields", true) : Tree.of();
        }
        return of(typeOf(shape));
    }

    private Map<String, Object> byKey(Shape.ByKey map) {
        if (structural && map.value instanceof Shape.Anything) {
            return Tree.of("type", "object", "x-kubernetes-preserve-unknown-fields", true);
        }
        Map<String, Object> schema = Tree.of("type", "object");
        if (map.key instanceof Shape.Constant constant) {
            Map<String, Object> properties = new LinkedHashMap<>();
            constant.words.forEach((word, each) -> {
                Map<String, Object> property = inline(map.value);
                ModelTexts.of(each.getDeclaringClass(), each.name())
                        .ifPresent(text -> property.put("description", text));
                properties.put(word, property);
            });
            schema.put("properties", properties);
            if (!structural) {
                schema.put("additionalProperties", false);
            }
        } else {
            schema.put("additionalProperties", inline(map.value));
        }
        return schema;
    }

    private static Class<?> typeOf(Shape shape) {
        return ModelTypes.all().stream()
                .filter(type -> Shapes.of(type) == shape)
                .findFirst()
                .orElseThrow();
    }

    /** What the attribute is if nothing is said of it, unless that follows from others. */
    private static Optional<Object> defaultOf(ObjectShape shape, Attribute attribute) {
        if (attribute.presence() != Attribute.Presence.DEFAULT) {
            return Optional.empty();
        }
        InvocationHandler nothing = (proxy, method, arguments) -> {
            if (method.isDefault()) {
                return InvocationHandler.invokeDefault(proxy, method, arguments);
            }
            throw new Unknown();
        };
        Object owner = Proxy.newProxyInstance(shape.type.getClassLoader(), new Class<?>[] {shape.type}, nothing);
        try {
            return Optional.ofNullable(Reflected.call(attribute.getter(), owner));
        } catch (Unknown followsFromOthers) {
            return Optional.empty();
        }
    }

    private static final class Unknown extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
