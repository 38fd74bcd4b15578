package glimpse.broker;

import glimpse.cluster.config.ChannelUrls;
import glimpse.cluster.security.CurveKeys;
import glimpse.cluster.socket.CannotBindException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two forwarders of a cluster. Binds all four addresses; everyone else connects. Start it in a process of its own, or
 * inside another with free ports ({@link ChannelUrls#loopback}).
 *
 * <pre>
 * front ends PUB → command_frontend_url | commands | command_backend_url → workers SUB
 * workers PUB    → log_frontend_url     | logs     | log_backend_url     → front ends SUB
 * </pre>
 */
public final class Broker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Broker.class);
    private static final int MAX_COMMANDS_WAITING = 1_000;
    private static final int MAX_LOGS_WAITING = 64;

    private final Forwarder commands;
    private final Forwarder logs;

    private Broker(Forwarder commands, Forwarder logs) {
        this.commands = commands;
        this.logs = logs;
    }

    /** As {@link #start(ChannelUrls, Optional)}, in the clear. */
    public static Broker start(ChannelUrls server) {
        return start(server, Optional.empty());
    }

    /**
     * Binds, and forwards from now on; a {@link CannotBindException} names the address that another process has.
     *
     * @param curve the keys; empty for ZeroMQ in the clear
     */
    public static Broker start(ChannelUrls server, Optional<CurveKeys> curve) {
        Forwarder commands = Forwarder.start(
                "glimpse-broker-commands",
                curve,
                server.commandFrontendUrl(),
                server.commandBackendUrl(),
                MAX_COMMANDS_WAITING,
                Forwarder.WhenFull.DROP);
        try {
            Forwarder logs = Forwarder.start(
                    "glimpse-broker-logs",
                    curve,
                    server.logFrontendUrl(),
                    server.logBackendUrl(),
                    MAX_LOGS_WAITING,
                    Forwarder.WhenFull.WAIT);
            return started(new Broker(commands, logs));
        } catch (CannotBindException e) {
            commands.close();
            throw e;
        }
    }

    private static Broker started(Broker broker) {
        ChannelUrls urls = broker.urls();
        LOG.info("command forwarder: PUB to {} and SUB to {}", urls.commandFrontendUrl(), urls.commandBackendUrl());
        LOG.info("log forwarder: PUB to {} and SUB to {}", urls.logFrontendUrl(), urls.logBackendUrl());
        return broker;
    }

    /** The addresses that are bound, with the ports that were free where 0 was asked for. */
    public ChannelUrls urls() {
        return new ChannelUrls(commands.frontendUrl(), commands.backendUrl(), logs.frontendUrl(), logs.backendUrl());
    }

    /** How many connections ended because the two sides' CURVE keys are not those of one cluster. */
    public long refused() {
        return commands.refused() + logs.refused();
    }

    @Override
    public void close() {
        commands.close();
        logs.close();
    }
}
