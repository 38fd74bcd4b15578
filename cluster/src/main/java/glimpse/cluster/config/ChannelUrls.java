package glimpse.cluster.config;

import java.util.stream.Stream;

/**
 * The four ends of the two channels. Frontend and backend are seen from the broker: at a frontend something is published to
 * it, at a backend it is subscribed from it. Without a broker the two ends of a channel are one address.
 *
 * <pre>
 * command   client PUB → command_frontend_url  broker  command_backend_url → worker SUB
 * log       worker PUB → log_frontend_url      broker  log_backend_url     → client SUB
 * </pre>
 */
public record ChannelUrls(
        ChannelUrl commandFrontendUrl,
        ChannelUrl commandBackendUrl,
        ChannelUrl logFrontendUrl,
        ChannelUrl logBackendUrl) {

    /** Four free ports on the loopback interface, for a broker that tells which ones it got. */
    public static ChannelUrls loopback() {
        ChannelUrl free = ChannelUrl.loopback();
        return new ChannelUrls(free, free, free, free);
    }

    /** The addresses of a cluster without a broker, whose front end binds both. */
    public static ChannelUrls direct(ChannelUrl command, ChannelUrl log) {
        return new ChannelUrls(command, command, log, log);
    }

    /** Tells whether the two ends of both channels are the same. */
    public boolean isDirect() {
        return commandFrontendUrl.equals(commandBackendUrl) && logFrontendUrl.equals(logBackendUrl);
    }

    public boolean isLoopback() {
        return all().allMatch(ChannelUrl::isLoopback);
    }

    private Stream<ChannelUrl> all() {
        return Stream.of(commandFrontendUrl, commandBackendUrl, logFrontendUrl, logBackendUrl);
    }
}
