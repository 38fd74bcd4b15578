package glimpse.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glimpse.cluster.channel.Command;
import glimpse.cluster.channel.FrontEndChannels;
import glimpse.cluster.channel.Reply;
import glimpse.cluster.config.ChannelUrl;
import glimpse.cluster.config.ChannelUrls;
import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.security.ClusterKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Commands and their answers, with a broker and without. */
class CommandChannelTest extends OpenChannels {
    @Test
    void commandOfFreshFrontEndReachesEveryWorkerThroughTheBroker() throws Exception {
        ClusterConfig config = config(keep(Broker.start(ChannelUrls.loopback())).urls(), ClusterKey.none());
        List<Worker> workers = List.of(new Worker(config, "w1"), new Worker(config, "w2"), new Worker(config, "w10"));
        for (Worker worker : workers) {
            try (FrontEndChannels probe = FrontEndChannels.open(config)) {
                awaitWorkers(probe, Set.of("w1", "w2", "w10"));
            }
            assertThat(worker.obeyed).isEmpty();
        }
        for (int i = 0; i < 3; i++) {
            try (FrontEndChannels front = FrontEndChannels.open(config)) {
                List<Reply> replies =
                        front.commands().send(Command.toAll(Command.PING, Map.of("a", "b"), new byte[] {1, 2}), LONG);
                assertThat(replies).extracting(Reply::worker).containsExactlyInAnyOrder("w1", "w2", "w10");
                assertThat(replies).allSatisfy(reply -> {
                    assertThat(reply.ok()).isTrue();
                    assertThat(reply.values()).containsEntry("told", "ping");
                    assertThat(reply.body()).containsExactly(1, 2);
                });
            }
        }
        for (Worker worker : workers) {
            assertThat(worker.obeyed)
                    .hasSize(3)
                    .allSatisfy(c -> assertThat(c.arguments()).containsEntry("a", "b"));
        }
    }

    @Test
    void commandToOneWorkerIsObeyedByThatOneAlone() throws Exception {
        ClusterConfig config = config(keep(Broker.start(ChannelUrls.loopback())).urls(), ClusterKey.random());
        Worker one = new Worker(config, "w1");
        Worker ten = new Worker(config, "w10");
        FrontEndChannels front = keep(FrontEndChannels.open(config));
        awaitWorkers(front, Set.of("w1", "w10"));
        List<Reply> replies =
                front.commands().send(Command.toAll(Command.CANCEL).to(Set.of("w1")), LONG);
        assertThat(replies).extracting(Reply::worker).containsExactly("w1");
        front.commands().send(Command.toAll(Command.PING), LONG);
        assertThat(one.obeyed).extracting(Command::name).containsExactly("cancel", "ping");
        assertThat(ten.obeyed).extracting(Command::name).containsExactly("ping");
    }

    @Test
    void commandReachesWorkerThatComesWhileItIsPending() throws Exception {
        ClusterConfig config = config(keep(Broker.start(ChannelUrls.loopback())).urls(), ClusterKey.random());
        FrontEndChannels front = keep(FrontEndChannels.open(config));
        var replies = front.commands().submit(Command.toAll(Command.PING), LONG);
        Worker late = new Worker(config, "late");
        assertThat(late.obeyed.poll(60, TimeUnit.SECONDS)).isNotNull();
        assertThat(replies.get(60, TimeUnit.SECONDS)).extracting(Reply::worker).containsExactly("late");
        assertThat(late.obeyed).isEmpty();
    }

    @Test
    void frontEndBindsWithoutBrokerAndWorkersComeBeforeAndAfterIt() throws Exception {
        ClusterConfig config;
        try (FrontEndChannels first = FrontEndChannels.open(
                config(ChannelUrls.direct(ChannelUrl.loopback(), ChannelUrl.loopback()), ClusterKey.none()))) {
            config = config(first.urls(), ClusterKey.none());
        }
        new Worker(config, "before");
        FrontEndChannels front = keep(FrontEndChannels.open(config));
        awaitWorkers(front, Set.of("before"));
        new Worker(config, "after");
        awaitWorkers(front, Set.of("before", "after"));
        assertThat(front.commands().send(Command.toAll(Command.PING), LONG)).hasSize(2);
        assertThatThrownBy(() -> FrontEndChannels.open(config))
                .hasMessageStartingWith(
                        "cannot bind " + config.client().commandFrontendUrl() + ": address already in use (")
                .hasMessageContaining("LaunchBroker");
    }
}
