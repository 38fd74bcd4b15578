package glimpse.cluster.closure;

/** The short way from a function to its image, for those who send no values. */
public final class Capture {
    private Capture() {}

    /**
     * The image of {@code function} with the classes and variables of {@code session} that it reaches.
     *
     * @throws NotSendableException if something in it cannot travel; names it and the path to it
     */
    public static Image capture(Object function, SessionClasses session) throws NotSendableException {
        return Closure.of(function, session).image();
    }
}
