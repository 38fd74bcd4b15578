package glimpse.cluster.security;

/** A payload that the cluster's key did not seal. Refused before a byte of it is interpreted. */
public final class ForgedPayloadException extends Exception {
    private static final long serialVersionUID = 1L;

    public ForgedPayloadException(String message) {
        super(message);
    }
}
