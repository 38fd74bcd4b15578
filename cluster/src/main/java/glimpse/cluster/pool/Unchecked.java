package glimpse.cluster.pool;

/** Throws any exception as it is where the compiler does not expect it. */
final class Unchecked {
    private Unchecked() {}

    /** Never returns; {@code throw asIs(e)} tells the compiler so. */
    static RuntimeException asIs(Exception e) {
        throw Unchecked.<RuntimeException>thrown(e);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // erased: nothing is cast at run time
    private static <E extends Exception> E thrown(Exception e) throws E {
        throw (E) e;
    }
}
