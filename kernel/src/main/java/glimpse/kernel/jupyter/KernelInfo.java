package glimpse.kernel.jupyter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import glimpse.kernel.jupyter.wire.Channel;
import glimpse.kernel.jupyter.wire.ConnectionFile;
import glimpse.kernel.jupyter.wire.Session;

/** Answers {@code kernel_info_request} and {@code connect_request}: needs no session. */
final class KernelInfo {
    private final String version;

    KernelInfo(String version) {
        this.version = version;
    }

    ObjectNode kernelInfo(Request request) {
        ObjectNode reply = Replies.ok()
                .put("protocol_version", Session.PROTOCOL_VERSION)
                .put("implementation", "glimpse")
                .put("implementation_version", version)
                .put("banner", banner())
                .put("debugger", false);
        reply.putObject("language_info")
                .put("name", "java")
                .put("version", Runtime.version().toString())
                .put("mimetype", "text/x-java")
                .put("file_extension", ".jsh")
                .put("pygments_lexer", "java")
                .put("codemirror_mode", "text/x-java")
                .put("nbconvert_exporter", "script");
        reply.putArray("help_links")
                .addObject()
                .put("text", "Java " + feature() + " API")
                .put("url", "https://docs.oracle.com/en/java/javase/" + feature() + "/docs/api/index.html");
        reply.putArray("supported_features").add("kernel subshells");
        return reply;
    }

    private static int feature() {
        return Runtime.version().feature();
    }

    private String banner() {
        return "Glimpse " + version + ", Java " + Runtime.version() + " (" + System.getProperty("java.vendor")
                + ")\nmap(f, xs) runs f on every core of the cluster; %lsmagic lists the magics.";
    }

    static Handler connect(ConnectionFile connection) {
        return request -> Replies.ok()
                .put("shell_port", connection.port(Channel.SHELL))
                .put("iopub_port", connection.port(Channel.IOPUB))
                .put("stdin_port", connection.port(Channel.STDIN))
                .put("control_port", connection.port(Channel.CONTROL))
                .put("hb_port", connection.port(Channel.HEARTBEAT));
    }
}
