package glimpse.cluster.closure.runtime;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Makes lambdas again from their serialized form; called by the {@code $deserializeLambda$} that rewriting adds. Any thread. */
public final class Lambdas {
    private static final ClassValue<Map<String, MethodHandle>> FACTORIES = new ClassValue<>() {
        @Override
        protected Map<String, MethodHandle> computeValue(Class<?> capturing) {
            return new ConcurrentHashMap<>();
        }
    };

    private Lambdas() {}

    /**
     * The lambda, made by a factory that is kept per capturing class.
     *
     * @param lookup the capturing class's own, which alone has the access that the factory needs
     */
    public static Object deserialize(Lookup lookup, SerializedLambda form) throws Throwable {
        Map<String, MethodHandle> factories = FACTORIES.get(lookup.lookupClass());
        String key = form.getImplMethodKind() + " " + key(form);
        MethodHandle factory = factories.get(key);
        if (factory == null) {
            factory = factory(lookup, form);
            factories.put(key, factory);
        }
        Object[] captured = new Object[form.getCapturedArgCount()];
        for (int i = 0; i < captured.length; i++) {
            captured[i] = form.getCapturedArg(i);
        }
        return factory.invokeWithArguments(captured);
    }

    /** Whether {@code form} is of the site that {@code key} names. */
    public static boolean is(SerializedLambda form, String key) {
        return key(form).equals(key);
    }

    /** Names the site of a lambda: its type, its method, its type arguments. */
    public static String key(SerializedLambda form) {
        return key(
                form.getFunctionalInterfaceClass(),
                form.getImplClass() + "." + form.getImplMethodName() + form.getImplMethodSignature(),
                form.getInstantiatedMethodType());
    }

    /** The same for a site that is still bytecode. */
    public static String key(String functionalInterface, String implementation, String instantiated) {
        return functionalInterface + " " + implementation + " " + instantiated;
    }

    private static MethodHandle factory(Lookup lookup, SerializedLambda form) throws Throwable {
        ClassLoader loader = lookup.lookupClass().getClassLoader();
        Class<?> owner = Class.forName(form.getImplClass().replace('/', '.'), false, loader);
        Class<?> functional = Class.forName(form.getFunctionalInterfaceClass().replace('/', '.'), false, loader);
        MethodType type = MethodType.fromMethodDescriptorString(form.getImplMethodSignature(), loader);
        boolean instance = form.getImplMethodKind() != MethodHandleInfo.REF_invokeStatic
                && form.getImplMethodKind() != MethodHandleInfo.REF_newInvokeSpecial;
        MethodType all = instance ? type.insertParameterTypes(0, owner) : type;
        MethodType captured =
                MethodType.methodType(functional, all.parameterList().subList(0, form.getCapturedArgCount()));
        return LambdaMetafactory.altMetafactory(
                        lookup,
                        form.getFunctionalInterfaceMethodName(),
                        captured,
                        MethodType.fromMethodDescriptorString(form.getFunctionalInterfaceMethodSignature(), loader),
                        implementation(lookup, form, owner, type),
                        MethodType.fromMethodDescriptorString(form.getInstantiatedMethodType(), loader),
                        LambdaMetafactory.FLAG_SERIALIZABLE)
                .getTarget();
    }

    private static MethodHandle implementation(Lookup lookup, SerializedLambda form, Class<?> owner, MethodType type)
            throws ReflectiveOperationException {
        String name = form.getImplMethodName();
        return switch (form.getImplMethodKind()) {
            case MethodHandleInfo.REF_invokeStatic -> lookup.findStatic(owner, name, type);
            case MethodHandleInfo.REF_newInvokeSpecial -> lookup.findConstructor(owner, type);
            case MethodHandleInfo.REF_invokeSpecial -> lookup.findSpecial(owner, name, type, lookup.lookupClass());
            default -> lookup.findVirtual(owner, name, type);
        };
    }
}
