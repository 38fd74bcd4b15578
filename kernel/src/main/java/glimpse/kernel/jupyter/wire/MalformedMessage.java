package glimpse.kernel.jupyter.wire;

/** Frames that are no Jupyter message of ours; they are dropped and counted, the socket reads on. */
final class MalformedMessage extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedMessage(String reason) {
        super(reason);
    }
}
