package glimpse.kernel.jupyter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import glimpse.kernel.cell.Interpreter;
import glimpse.kernel.jupyter.comm.Comms;
import glimpse.kernel.jupyter.history.History;
import glimpse.kernel.jupyter.wire.Channel;
import glimpse.kernel.jupyter.wire.ConnectionFile;
import glimpse.kernel.jupyter.wire.Json;
import glimpse.kernel.jupyter.wire.Message;
import glimpse.kernel.jupyter.wire.Session;
import glimpse.kernel.jupyter.wire.Wire;
import glimpse.kernel.jupyter.wire.WireException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running kernel: the parts of this package put together. The sockets are bound and {@code kernel_info_request} is answered while the
 * session still opens in a thread of its own. {@link #interrupt} is for any thread, the rest for the one that starts it.
 */
public final class JupyterKernel implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JupyterKernel.class);
    /** How long an ending session may take before the process goes without it. */
    private static final long CLOSE_SESSION_MILLIS = 200;

    /** How a kernel came to its end: by {@code shutdown_request}'s {@code restart}. */
    public enum End {
        SHUTDOWN,
        RESTART
    }

    private final Session session = new Session();
    private final CompletableFuture<Interpreter> interpreter = new CompletableFuture<>();
    private final CompletableFuture<End> end = new CompletableFuture<>();
    private final CompletableFuture<Dispatcher> dispatcher = new CompletableFuture<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final RunningCell runningCell = new RunningCell(interpreter);
    private final Stdin stdin = new Stdin();
    private final Lane shell = new Lane("jupyter-shell");
    private final History history;
    private final Wire wire;
    private final Comms comms;

    private JupyterKernel(ConnectionFile connection, KernelOptions options) throws WireException {
        this.history = options.history();
        this.wire = Wire.open(connection, session, this::received);
        this.comms = new Comms(wire.iopub());
        comms.register(VariablesComm.TARGET, new VariablesComm(interpreter));
        Subshells subshells = new Subshells();
        dispatcher.complete(new Dispatcher(handlers(options, subshells), runningCell, subshells, shell));
    }

    /**
     * Binds the sockets and begins to open the session.
     *
     * @param opener makes the session; called once, on a thread of its own
     */
    public static JupyterKernel start(ConnectionFile connection, KernelOptions options, SessionOpener opener)
            throws WireException {
        JupyterKernel kernel = new JupyterKernel(connection, options);
        kernel.wire.iopub().publish("status", Json.object().put("execution_state", "starting"));
        Thread thread = new Thread(() -> kernel.openSession(opener), "jupyter-session-opener");
        thread.setDaemon(true);
        thread.start();
        return kernel;
    }

    /** Makes the session of a kernel. */
    @FunctionalInterface
    public interface SessionOpener {
        /**
         * Opens the session.
         *
         * @throws Exception for any reason why there is none; every cell is then answered with it
         */
        Interpreter open() throws Exception;
    }

    @SuppressWarnings("CatchingUnchecked")
    private void openSession(SessionOpener opener) {
        try {
            interpreter.complete(opener.open());
        } catch (Exception | Error e) {
            LOG.error("the Java session did not open", e);
            interpreter.completeExceptionally(e);
        }
    }

    private Map<RequestType, Handler> handlers(KernelOptions options, Subshells subshells) {
        Analysis analysis = new Analysis(interpreter);
        CommRequests commRequests = new CommRequests(comms);
        Map<RequestType, Handler> handlers = new EnumMap<>(RequestType.class);
        handlers.put(RequestType.KERNEL_INFO_REQUEST, new KernelInfo(options.version())::kernelInfo);
        handlers.put(RequestType.CONNECT_REQUEST, KernelInfo.connect(wire.connection()));
        handlers.put(RequestType.EXECUTE_REQUEST, new Execution(runningCell, stdin, history, comms));
        handlers.put(RequestType.COMPLETE_REQUEST, analysis::complete);
        handlers.put(RequestType.INSPECT_REQUEST, analysis::inspect);
        handlers.put(RequestType.IS_COMPLETE_REQUEST, analysis::isComplete);
        handlers.put(RequestType.HISTORY_REQUEST, new HistoryRequests(history));
        handlers.put(RequestType.COMM_INFO_REQUEST, commRequests::info);
        handlers.put(RequestType.COMM_OPEN, commRequests::open);
        handlers.put(RequestType.COMM_MSG, commRequests::received);
        handlers.put(RequestType.COMM_CLOSE, commRequests::close);
        handlers.put(RequestType.INTERRUPT_REQUEST, this::interrupt);
        handlers.put(RequestType.SHUTDOWN_REQUEST, this::shutdown);
        handlers.put(RequestType.CREATE_SUBSHELL_REQUEST, subshells::create);
        handlers.put(RequestType.DELETE_SUBSHELL_REQUEST, subshells::delete);
        handlers.put(RequestType.LIST_SUBSHELL_REQUEST, subshells::list);
        return handlers;
    }

    private void received(Channel channel, Message message) {
        if (channel == Channel.STDIN) {
            stdin.received(message);
        } else {
            dispatcher.join().dispatch(channel, new Request(channel, message, wire, session));
        }
    }

    private ObjectNode interrupt(Request request) {
        interrupt();
        return Replies.ok();
    }

    private ObjectNode shutdown(Request request) {
        boolean restart = request.content().path("restart").asBoolean(false);
        ObjectNode reply = Replies.ok().put("restart", restart);
        request.publish("shutdown_reply", reply);
        request.afterwards(() -> end.complete(restart ? End.RESTART : End.SHUTDOWN));
        return reply;
    }

    /** Stops the running cell, as the stop button does. */
    public void interrupt() {
        runningCell.interrupt();
    }

    /** The connection file with the ports that were really bound. */
    public ConnectionFile connection() {
        return wire.connection();
    }

    /** Where code of the kernel opens comms and registers targets. */
    public Comms comms() {
        return comms;
    }

    /** How many messages were dropped because they were malformed, forged or repeated. */
    public long dropped() {
        return wire.dropped();
    }

    /**
     * Ends the kernel when the process that started it has gone: a server that was killed leaves no kernel behind. Jupyter names it in
     * {@code JPY_PARENT_PID}; without that, nothing is watched.
     */
    public void endWithParent() {
        String parent = System.getenv().getOrDefault("JPY_PARENT_PID", "");
        if (parent.matches("[1-9][0-9]{0,17}")) {
            ProcessHandle.of(Long.parseLong(parent)).ifPresent(this::endWith);
        }
    }

    private void endWith(ProcessHandle parent) {
        CompletableFuture<Boolean> unused = parent.onExit().thenApply(gone -> end.complete(End.SHUTDOWN));
    }

    /** Waits until a client asks the kernel to end. */
    public End awaitEnd() throws InterruptedException {
        try {
            return end.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends what is left and closes the sockets and the session; takes half a second at most. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        Thread closing = new Thread(this::closeSession, "jupyter-session-closer");
        closing.setDaemon(true);
        closing.start();
        history.close();
        wire.close();
        try {
            closing.join(CLOSE_SESSION_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeSession() {
        interrupt();
        if (interpreter.isDone() && !interpreter.isCompletedExceptionally()) {
            interpreter.join().close();
        }
    }
}
