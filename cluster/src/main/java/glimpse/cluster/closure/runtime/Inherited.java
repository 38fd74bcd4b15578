package glimpse.cluster.closure.runtime;

/** Whether an object takes a default method as its interface has it. */
final class Inherited {
    private Inherited() {}

    static boolean by(Object receiver, Class<?> owner, String method, Class<?>... types) {
        Class<?> type = receiver.getClass();
        if (type.isHidden()) {
            return true; // a lambda
        }
        try {
            return type.getMethod(method, types).getDeclaringClass() == owner;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }
}
