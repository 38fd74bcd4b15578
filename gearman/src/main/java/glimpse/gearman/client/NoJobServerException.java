package glimpse.gearman.client;

import glimpse.gearman.connection.HostPort;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** None of the job servers could be reached in time. */
public final class NoJobServerException extends IOException {
    private static final long serialVersionUID = 1;

    NoJobServerException(List<ServerLink> links) {
        super(message(links));
        links.stream().map(ServerLink::lastFailure).filter(Objects::nonNull).forEach(this::addSuppressed);
    }

    private static String message(List<ServerLink> links) {
        String servers =
                links.stream().map(ServerLink::server).map(HostPort::toString).collect(Collectors.joining(", "));
        String why = links.stream()
                .map(ServerLink::lastFailure)
                .filter(Objects::nonNull)
                .map(Throwable::getMessage)
                .collect(Collectors.joining("; "));
        return "no job server reachable at " + servers + (why.isEmpty() ? "" : " (" + why + ")");
    }
}
