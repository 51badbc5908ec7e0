package io.airworthy.linker;

import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.commons.Method;

/** {@code equals}, {@code hashCode} or {@code toString} of a record, as {@link java.lang.runtime.ObjectMethods} makes it. */
final class RecordMethod {

    private static final Type OBJECT = Type.getType(Object.class);
    private static final Type OBJECTS = Type.getType(java.util.Objects.class);
    private static final Type TEXT = Type.getType(StringBuilder.class);

    private final String made;
    private final Method method;
    private final Type type;
    private final List<String> names;
    private final List<Handle> fields;

    RecordMethod(String made, String descriptor, Object... arguments) {
        this.made = made;
        method = new Method(made + "OfRecord", descriptor);
        type = (Type) arguments[0];
        String joined = (String) arguments[1];
        names = joined.isEmpty() ? List.of() : List.of(joined.split(";"));
        fields = Arrays.stream(arguments).skip(2).map(Handle.class::cast).toList();
    }

    String name() {
        return method.getName();
    }

    void write(ClassVisitor record) {
        int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
        GeneratorAdapter code = new GeneratorAdapter(access, method, null, null, record);
        switch (made) {
            case "equals" -> equality(code);
            case "hashCode" -> hash(code);
            default -> text(code);
        }
        code.returnValue();
        code.endMethod();
    }

    private void equality(GeneratorAdapter code) {
        Label differ = new Label();
        code.loadArg(1);
        code.instanceOf(type);
        code.ifZCmp(GeneratorAdapter.EQ, differ);
        for (Handle field : fields) {
            Type fieldType = load(code, field);
            code.loadArg(1);
            code.checkCast(type);
            code.getField(type, field.getName(), fieldType);
            switch (fieldType.getSort()) {
                case Type.OBJECT, Type.ARRAY -> {
                    code.invokeStatic(OBJECTS, Method.getMethod("boolean equals (Object, Object)"));
                    code.ifZCmp(GeneratorAdapter.EQ, differ);
                }
                case Type.DOUBLE, Type.FLOAT -> {
                    code.invokeStatic(
                            wrapper(fieldType),
                            new Method("compare", Type.INT_TYPE, new Type[] {fieldType, fieldType}));
                    code.ifZCmp(GeneratorAdapter.NE, differ);
                }
                default -> code.ifCmp(fieldType, GeneratorAdapter.NE, differ);
            }
        }
        code.push(true);
        code.returnValue();
        code.mark(differ);
        code.visitFrame(
                Opcodes.F_NEW, 2, new Object[] {type.getInternalName(), OBJECT.getInternalName()}, 0, new Object[0]);
        code.push(false);
    }

    private void hash(GeneratorAdapter code) {
        code.push(0);
        for (Handle field : fields) {
            code.push(31);
            code.math(GeneratorAdapter.MUL, Type.INT_TYPE);
            Type fieldType = load(code, field);
            if (fieldType.getSort() >= Type.ARRAY) {
                code.invokeStatic(OBJECTS, Method.getMethod("int hashCode (Object)"));
            } else {
                code.invokeStatic(wrapper(fieldType), new Method("hashCode", Type.INT_TYPE, new Type[] {fieldType}));
            }
            code.math(GeneratorAdapter.ADD, Type.INT_TYPE);
        }
    }

    private void text(GeneratorAdapter code) {
        code.newInstance(TEXT);
        code.dup();
        code.invokeConstructor(TEXT, Method.getMethod("void <init> ()"));
        for (int index = 0; index < fields.size(); index++) {
            append(code, (index == 0 ? simpleName() + "[" : ", ") + names.get(index) + "=");
            Type fieldType = load(code, fields.get(index));
            code.valueOf(fieldType);
            code.invokeVirtual(TEXT, Method.getMethod("StringBuilder append (Object)"));
        }
        append(code, fields.isEmpty() ? simpleName() + "[]" : "]");
        code.invokeVirtual(TEXT, Method.getMethod("String toString ()"));
    }

    private static void append(GeneratorAdapter code, String text) {
        code.push(text);
        code.invokeVirtual(TEXT, Method.getMethod("StringBuilder append (String)"));
    }

    private Type load(GeneratorAdapter code, Handle field) {
        Type fieldType = Type.getType(field.getDesc());
        code.loadArg(0);
        code.getField(type, field.getName(), fieldType);
        return fieldType;
    }

    /** The name without the classes around it, or the number that tells apart records inside methods. */
    private String simpleName() {
        return type.getInternalName().replaceFirst(".*[/$]\\d*", "");
    }

    private static Type wrapper(Type primitive) {
        return switch (primitive.getSort()) {
            case Type.BOOLEAN -> Type.getType(Boolean.class);
            case Type.BYTE -> Type.getType(Byte.class);
            case Type.CHAR -> Type.getType(Character.class);
            case Type.DOUBLE -> Type.getType(Double.class);
            case Type.FLOAT -> Type.getType(Float.class);
            case Type.INT -> Type.getType(Integer.class);
            case Type.LONG -> Type.getType(Long.class);
            default -> Type.getType(Short.class);
        };
    }
}
