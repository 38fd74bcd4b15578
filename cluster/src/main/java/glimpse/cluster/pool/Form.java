package glimpse.cluster.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** What the other forms of a map are on a worker: a function of one element. Records, so that they travel with what they hold. */
final class Form {
    private Form() {}

    /** Of two inputs. */
    record OfTwo<A, B, R>(Task2<? super A, ? super B, ? extends R> f) implements Task<Object[], R> {
        @Override
        @SuppressWarnings("unchecked") // Zip has put them there
        public R call(Object[] elements) throws Exception {
            return f.call((A) elements[0], (B) elements[1]);
        }
    }

    /** Of three inputs. */
    record OfThree<A, B, C, R>(Task3<? super A, ? super B, ? super C, ? extends R> f) implements Task<Object[], R> {
        @Override
        @SuppressWarnings("unchecked") // Zip has put them there
        public R call(Object[] elements) throws Exception {
            return f.call((A) elements[0], (B) elements[1], (C) elements[2]);
        }
    }

    /** Of many results for each element. */
    record Flat<A, R>(Task<? super A, ? extends Iterable<? extends R>> f) implements Task<A, List<R>> {
        @Override
        public List<R> call(A element) throws Exception {
            List<R> all = new ArrayList<>();
            f.call(element).forEach(all::add);
            return all;
        }
    }

    /** The element itself. */
    record Same<A>() implements Task<A, A> {
        @Override
        public A call(A element) {
            return element;
        }
    }

    /** Without a result. */
    record Doing<A>(Effect<? super A> effect) implements Task<A, Void> {
        @Override
        public Void call(A element) throws Exception {
            effect.call(element);
            return null;
        }
    }

    /** Without an input. */
    record Calling<R>(Callable<? extends R> work) implements Task<Object, R> {
        @Override
        public R call(Object nothing) throws Exception {
            return work.call();
        }
    }
}
