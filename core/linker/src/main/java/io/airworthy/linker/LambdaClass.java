package io.airworthy.linker;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.commons.Method;
import org.objectweb.asm.commons.TableSwitchGenerator;

/** The class of all lambdas that a class has of one functional interface. Each object knows which of them it is. */
final class LambdaClass {

    private static final Type OBJECT = Type.getType(Object.class);
    private static final Method CONSTRUCTOR = Method.getMethod("void <init> (int)");

    private final List<Lambda> lambdas = new ArrayList<>();
    private final String owner;
    private final String nestHost;
    private final Type functionalInterface;
    private final Type type;

    LambdaClass(String owner, String nestHost, Type functionalInterface) {
        this.owner = owner;
        this.nestHost = nestHost;
        this.functionalInterface = functionalInterface;
        type = Type.getObjectType(
                owner + "$Lambda$" + functionalInterface.getInternalName().replace('/', '_'));
    }

    String name() {
        return type.getInternalName();
    }

    /** Adds a lambda, and returns the name of the method that makes it. */
    String add(Lambda lambda) {
        lambdas.add(lambda);
        return factoryName(lambdas.size() - 1);
    }

    private static String factoryName(int index) {
        return "lambda" + index;
    }

    byte[] bytes() {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
        writer.visit(
                Opcodes.V17,
                Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
                name(),
                null,
                OBJECT.getInternalName(),
                new String[] {functionalInterface.getInternalName()});
        writer.visitNestHost(nestHost);
        writer.visitOuterClass(owner, null, null);
        writer.visitInnerClass(name(), null, null, Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC);
        writer.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, "index", "I", null, null);
        int captured = lambdas.stream()
                .mapToInt(lambda -> lambda.captured().length)
                .max()
                .orElse(0);
        for (int field = 0; field < captured; field++) {
            writer.visitField(Opcodes.ACC_PRIVATE, "captured" + field, OBJECT.getDescriptor(), null, null);
        }
        constructor(writer);
        initializer(writer);
        for (int index = 0; index < lambdas.size(); index++) {
            factory(writer, index);
        }
        method(writer);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private void constructor(ClassWriter writer) {
        GeneratorAdapter code = new GeneratorAdapter(Opcodes.ACC_PRIVATE, CONSTRUCTOR, null, null, writer);
        code.loadThis();
        code.invokeConstructor(OBJECT, Method.getMethod("void <init> ()"));
        code.loadThis();
        code.loadArg(0);
        code.putField(type, "index", Type.INT_TYPE);
        code.returnValue();
        code.endMethod();
    }

    /** A lambda that captures nothing is made once, as the compiler's are. */
    private void initializer(ClassWriter writer) {
        GeneratorAdapter code =
                new GeneratorAdapter(Opcodes.ACC_STATIC, Method.getMethod("void <clinit> ()"), null, null, writer);
        for (int index = 0; index < lambdas.size(); index++) {
            if (lambdas.get(index).captured().length == 0) {
                writer.visitField(
                        Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL,
                        factoryName(index),
                        type.getDescriptor(),
                        null,
                        null);
                construct(code, index);
                code.putStatic(type, factoryName(index), type);
            }
        }
        code.returnValue();
        code.endMethod();
    }

    private void construct(GeneratorAdapter code, int index) {
        code.newInstance(type);
        code.dup();
        code.push(index);
        code.invokeConstructor(type, CONSTRUCTOR);
    }

    private void factory(ClassWriter writer, int index) {
        Lambda lambda = lambdas.get(index);
        Method factory = new Method(factoryName(index), lambda.factory().getDescriptor());
        GeneratorAdapter code = new GeneratorAdapter(Opcodes.ACC_STATIC, factory, null, null, writer);
        Type[] captured = lambda.captured();
        if (captured.length == 0) {
            code.getStatic(type, factoryName(index), type);
        } else {
            construct(code, index);
        }
        for (int field = 0; field < captured.length; field++) {
            code.dup();
            code.loadArg(field);
            code.valueOf(captured[field]);
            code.putField(type, "captured" + field, OBJECT);
        }
        code.returnValue();
        code.endMethod();
    }

    private void method(ClassWriter writer) {
        GeneratorAdapter code =
                new GeneratorAdapter(Opcodes.ACC_PUBLIC, lambdas.get(0).method(), null, null, writer);
        code.loadThis();
        code.getField(type, "index", Type.INT_TYPE);
        code.tableSwitch(IntStream.range(0, lambdas.size()).toArray(), new TableSwitchGenerator() {
            @Override
            public void generateCase(int index, Label end) {
                lambdas.get(index).call(code, type);
            }

            @Override
            public void generateDefault() {
                code.throwException(Type.getType(AssertionError.class), "no such lambda");
            }
        });
        code.endMethod();
    }
}
