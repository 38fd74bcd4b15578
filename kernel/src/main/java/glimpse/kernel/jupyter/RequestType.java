package glimpse.kernel.jupyter;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every message a client may send on shell or control, one line each: who answers it, and whether it is answered at all. */
enum RequestType {
    KERNEL_INFO_REQUEST(Turn.AT_ONCE),
    CONNECT_REQUEST(Turn.AT_ONCE),
    EXECUTE_REQUEST(Turn.IN_ORDER),
    COMPLETE_REQUEST(Turn.BESIDE),
    INSPECT_REQUEST(Turn.BESIDE),
    IS_COMPLETE_REQUEST(Turn.BESIDE),
    HISTORY_REQUEST(Turn.BESIDE),
    COMM_INFO_REQUEST(Turn.BESIDE),
    COMM_OPEN(Turn.IN_ORDER),
    COMM_MSG(Turn.IN_ORDER),
    COMM_CLOSE(Turn.IN_ORDER),
    INTERRUPT_REQUEST(Turn.AT_ONCE),
    SHUTDOWN_REQUEST(Turn.AT_ONCE),
    CREATE_SUBSHELL_REQUEST(Turn.AT_ONCE),
    DELETE_SUBSHELL_REQUEST(Turn.AT_ONCE),
    LIST_SUBSHELL_REQUEST(Turn.AT_ONCE);

    /** When a request on the main shell is answered. */
    enum Turn {
        /** After all that came before it. */
        IN_ORDER,
        /** After what came before it, but a running cell holds it up for a moment only. */
        BESIDE,
        /** Without regard to the session. */
        AT_ONCE
    }

    private static final String REQUEST = "_request";
    private static final Map<String, RequestType> BY_NAME =
            Stream.of(values()).collect(Collectors.toMap(RequestType::wireName, Function.identity()));

    private final Turn turn;

    RequestType(Turn turn) {
        this.turn = turn;
    }

    static Optional<RequestType> of(String msgType) {
        return Optional.ofNullable(BY_NAME.get(msgType));
    }

    /** The {@code msg_type} that answers {@code msgType}; empty if nothing does. */
    static Optional<String> replyTo(String msgType) {
        return msgType.endsWith(REQUEST)
                ? Optional.of(msgType.substring(0, msgType.length() - REQUEST.length()) + "_reply")
                : Optional.empty();
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    Turn turn() {
        return turn;
    }
}
