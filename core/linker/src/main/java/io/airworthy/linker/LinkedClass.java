package io.airworthy.linker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/** A class with its lambdas linked, except those that have several interfaces. */
final class LinkedClass extends ClassVisitor {

    /** Names the body of a lambda like any other method: ArchUnit looks for those of the compiler only at their lambda. */
    private static final Remapper BODIES = new Remapper(Opcodes.ASM9) {
        @Override
        public String mapMethodName(String owner, String name, String descriptor) {
            return name.startsWith("lambda$") ? name.replaceFirst("lambda", "body") : name;
        }
    };

    private final ClassReader reader;
    private final ClassWriter writer;
    private final Map<String, LambdaClass> lambdas = new TreeMap<>();
    private final List<RecordMethod> recordMethods = new ArrayList<>();
    private String nestHost;

    private LinkedClass(ClassReader reader, ClassWriter writer) {
        super(Opcodes.ASM9, writer);
        this.reader = reader;
        this.writer = writer;
        nestHost = reader.getClassName();
    }

    static LinkedClass of(byte[] bytes) {
        ClassReader reader = new ClassReader(bytes);
        LinkedClass linked = new LinkedClass(reader, new ClassWriter(reader, ClassWriter.COMPUTE_MAXS));
        reader.accept(new ClassRemapper(linked, BODIES), ClassReader.EXPAND_FRAMES);
        return linked;
    }

    boolean isChanged() {
        return !lambdas.isEmpty() || !recordMethods.isEmpty();
    }

    byte[] bytes() {
        return writer.toByteArray();
    }

    /** The classes of its lambdas, one for each functional interface. */
    List<LambdaClass> lambdas() {
        return List.copyOf(lambdas.values());
    }

    /** The class whose private members it can see. */
    String nestHost() {
        return nestHost;
    }

    @Override
    public void visitNestHost(String host) {
        nestHost = host;
        super.visitNestHost(host);
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        if (name.equals("$deserializeLambda$")) {
            throw new IllegalArgumentException(
                    "a serializable lambda, which cannot be linked, is in " + reader.getClassName());
        }
        return new MethodVisitor(Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, exceptions)) {
            @Override
            public void visitInvokeDynamicInsn(String called, String type, Handle bootstrap, Object... arguments) {
                if (bootstrap.getOwner().equals("java/lang/invoke/LambdaMetafactory")
                        && bootstrap.getName().equals("metafactory")) {
                    LambdaClass lambda = lambdaClass(Type.getReturnType(type));
                    String factory = lambda.add(new Lambda(called, Type.getMethodType(type), arguments));
                    visitMethodInsn(Opcodes.INVOKESTATIC, lambda.name(), factory, type, false);
                } else if (bootstrap.getOwner().equals("java/lang/runtime/ObjectMethods")) {
                    RecordMethod method = new RecordMethod(called, type, arguments);
                    recordMethods.add(method);
                    visitMethodInsn(Opcodes.INVOKESTATIC, reader.getClassName(), method.name(), type, false);
                } else {
                    super.visitInvokeDynamicInsn(called, type, bootstrap, arguments);
                }
            }
        };
    }

    private LambdaClass lambdaClass(Type functionalInterface) {
        return lambdas.computeIfAbsent(
                functionalInterface.getInternalName(),
                name -> new LambdaClass(reader.getClassName(), nestHost, functionalInterface));
    }

    @Override
    public void visitEnd() {
        recordMethods.forEach(method -> method.write(writer));
        super.visitEnd();
    }
}
