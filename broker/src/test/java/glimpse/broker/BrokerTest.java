package glimpse.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glimpse.cluster.channel.Command;
import glimpse.cluster.channel.FrontEndChannels;
import glimpse.cluster.channel.LogEvent;
import glimpse.cluster.channel.LogPublisher;
import glimpse.cluster.config.ChannelUrls;
import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.security.ClusterKey;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A broker that goes and comes back, and one whose address is taken. */
class BrokerTest extends OpenChannels {
    @Test
    void everythingGoesOnWhenTheBrokerComesBack() throws Exception {
        Broker broker = Broker.start(ChannelUrls.loopback());
        ClusterConfig config = config(broker.urls(), ClusterKey.random());
        new Worker(config, "w1");
        LogPublisher publisher = keep(LogPublisher.connect(config));
        FrontEndChannels front = keep(FrontEndChannels.open(config));
        BlockingQueue<LogEvent> lines = new LinkedBlockingQueue<>();
        keep(front.logs().subscribe("s", lines::add));
        awaitWorkers(front, Set.of("w1"));
        publisher.publish(new LogEvent("s", "m", 0, "w", LogEvent.Stream.OUT, 0, 1, "before\n"));
        assertThat(lines.poll(60, TimeUnit.SECONDS)).isNotNull();

        broker.close();
        awaitWorkers(front, Set.of());
        keep(Broker.start(config.client().channels()));

        // What is published while nobody listens is a gap that the reader counts; what comes later arrives.
        LogEvent arrived = null;
        for (int line = 1; arrived == null && line <= 60; line++) {
            publisher.publish(new LogEvent("s", "m", 0, "w", LogEvent.Stream.OUT, line, 1, "after\n"));
            arrived = lines.poll(1, TimeUnit.SECONDS);
        }
        assertThat(arrived).isNotNull().extracting(LogEvent::text).isEqualTo("after\n");
        awaitWorkers(front, Set.of("w1"));
        assertThat(front.commands().send(Command.toAll(Command.PING), LONG)).hasSize(1);
    }

    @Test
    void addressInUseIsNamed() {
        Broker broker = keep(Broker.start(ChannelUrls.loopback()));
        assertThatThrownBy(() -> Broker.start(broker.urls()))
                .hasMessage("cannot bind " + broker.urls().commandBackendUrl() + ": address already in use");
    }
}
