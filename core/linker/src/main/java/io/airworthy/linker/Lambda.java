package io.airworthy.linker;

import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.commons.Method;

/**
 * A lambda or a method reference.
 *
 * @param method the method of the functional interface, with its types erased
 * @param factory what makes the lambda: from the values that it captures, the functional interface
 * @param exact the types that the method has here
 * @param body the method that does the work
 */
record Lambda(Method method, Type factory, Type exact, Handle body) {

    private static final Type OBJECT = Type.getType(Object.class);

    /** As the compiler leaves it for {@link java.lang.invoke.LambdaMetafactory}. */
    Lambda(String method, Type factory, Object... arguments) {
        this(new Method(method, ((Type) arguments[0]).getDescriptor()), factory, (Type) arguments[2], (Handle)
                arguments[1]);
    }

    Type[] captured() {
        return factory.getArgumentTypes();
    }

    /** Writes a call of the body, with what was captured and what the method was given. */
    void call(GeneratorAdapter code, Type lambdaClass) {
        boolean constructs = body.getTag() == Opcodes.H_NEWINVOKESPECIAL;
        Type owner = Type.getObjectType(body.getOwner());
        if (constructs) {
            code.newInstance(owner);
            code.dup();
        }
        int parameter = 0;
        for (Type captured : captured()) {
            code.loadThis();
            code.getField(lambdaClass, "captured" + parameter, OBJECT);
            convert(code, OBJECT, captured, parameterOfBody(parameter++));
        }
        for (int given = 0; given < method.getArgumentTypes().length; given++) {
            code.loadArg(given);
            convert(
                    code,
                    method.getArgumentTypes()[given],
                    exact.getArgumentTypes()[given],
                    parameterOfBody(parameter++));
        }
        code.visitMethodInsn(opcode(), body.getOwner(), body.getName(), body.getDesc(), body.isInterface());
        Type result = constructs ? owner : Type.getReturnType(body.getDesc());
        if (method.getReturnType().equals(Type.VOID_TYPE)) {
            pop(code, result);
        } else {
            convert(code, result, exact.getReturnType(), method.getReturnType());
        }
        code.returnValue();
    }

    /** The type of a parameter of the body. The first is the object, for a method that belongs to one. */
    private Type parameterOfBody(int index) {
        Type[] parameters = Type.getArgumentTypes(body.getDesc());
        boolean hasObject = body.getTag() != Opcodes.H_INVOKESTATIC && body.getTag() != Opcodes.H_NEWINVOKESPECIAL;
        if (!hasObject) {
            return parameters[index];
        }
        return index == 0 ? Type.getObjectType(body.getOwner()) : parameters[index - 1];
    }

    /** A private method is called like any other: the class of the lambda is in its nest. */
    private int opcode() {
        return switch (body.getTag()) {
            case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
            case Opcodes.H_NEWINVOKESPECIAL -> Opcodes.INVOKESPECIAL;
            default -> body.isInterface() ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
        };
    }

    /** Turns what is on the stack, known to be of the exact type, into the type that is wanted. */
    private static void convert(GeneratorAdapter code, Type onStack, Type exact, Type wanted) {
        if (isPrimitive(onStack) && isPrimitive(wanted)) {
            code.cast(onStack, wanted);
        } else if (isPrimitive(onStack)) {
            Type boxed = primitiveOf(exact, onStack);
            code.cast(onStack, boxed);
            code.valueOf(boxed);
        } else if (isPrimitive(wanted)) {
            Type unboxed = primitiveOf(exact, wanted);
            code.unbox(unboxed);
            code.cast(unboxed, wanted);
        } else if (!wanted.equals(onStack)) {
            code.checkCast(wanted);
        }
    }

    private static boolean isPrimitive(Type type) {
        return type.getSort() < Type.ARRAY;
    }

    /** The primitive type of a wrapper, which the body may want as a wider one. */
    private static Type primitiveOf(Type type, Type otherwise) {
        return switch (type.getClassName()) {
            case "java.lang.Boolean" -> Type.BOOLEAN_TYPE;
            case "java.lang.Byte" -> Type.BYTE_TYPE;
            case "java.lang.Character" -> Type.CHAR_TYPE;
            case "java.lang.Double" -> Type.DOUBLE_TYPE;
            case "java.lang.Float" -> Type.FLOAT_TYPE;
            case "java.lang.Integer" -> Type.INT_TYPE;
            case "java.lang.Long" -> Type.LONG_TYPE;
            case "java.lang.Short" -> Type.SHORT_TYPE;
            default -> isPrimitive(type) ? type : otherwise;
        };
    }

    private static void pop(GeneratorAdapter code, Type result) {
        switch (result.getSize()) {
            case 0 -> {}
            case 1 -> code.pop();
            default -> code.pop2();
        }
    }
}
