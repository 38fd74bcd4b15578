package glimpse.kernel.jupyter.wire;

import org.zeromq.SocketType;

/** The five sockets of a kernel, one line each: its key in the connection file and the kernel's side of the pattern. */
public enum Channel {
    SHELL("shell_port", SocketType.ROUTER),
    CONTROL("control_port", SocketType.ROUTER),
    STDIN("stdin_port", SocketType.ROUTER),
    IOPUB("iopub_port", SocketType.XPUB),
    HEARTBEAT("hb_port", SocketType.REP);

    private final String portKey;
    private final SocketType socketType;

    Channel(String portKey, SocketType socketType) {
        this.portKey = portKey;
        this.socketType = socketType;
    }

    String portKey() {
        return portKey;
    }

    SocketType socketType() {
        return socketType;
    }
}
