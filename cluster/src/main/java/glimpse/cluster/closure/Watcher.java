package glimpse.cluster.closure;

import java.lang.invoke.SerializedLambda;

/** Told what a value stream refers to, while it is written. */
interface Watcher {
    Watcher NONE = new Watcher() {
        @Override
        public void type(Class<?> type) {}

        @Override
        public void lambda(SerializedLambda form) {}

        @Override
        public void shared(Shared<?> handle) {}
    };

    /** The reader will need this class. */
    void type(Class<?> type);

    /** The reader will make this lambda. */
    void lambda(SerializedLambda form);

    /** The reader will need the value of this handle. */
    void shared(Shared<?> handle);
}
