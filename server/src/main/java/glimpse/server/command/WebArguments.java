package glimpse.server.command;

import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** Options about the status page. */
final class WebArguments {
    @Option(
            names = "--web-listen",
            paramLabel = "address",
            description = "Address of the status page (${DEFAULT-VALUE}); everybody who reaches it can read it.")
    String webListen = "127.0.0.1";

    @Option(
            names = "--web-port",
            paramLabel = "port",
            description = "Port to listen on for the status page and Prometheus' /metrics. Default is none.")
    Integer webPort;

    OptionalInt port() throws UsageException {
        if (webPort == null) {
            return OptionalInt.empty();
        }
        Range.require("web-port", webPort, 0, 0xffff);
        return OptionalInt.of(webPort);
    }
}
