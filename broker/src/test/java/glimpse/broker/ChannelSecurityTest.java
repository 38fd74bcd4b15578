package glimpse.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glimpse.cluster.channel.Command;
import glimpse.cluster.channel.FrontEndChannels;
import glimpse.cluster.config.ChannelUrl;
import glimpse.cluster.config.ChannelUrls;
import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.config.ConfigException;
import glimpse.cluster.security.ClusterKey;
import glimpse.cluster.security.CurveKeys;
import glimpse.cluster.security.CurvePair;
import glimpse.cluster.security.Encryption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Members without the cluster key or with other CURVE keys. */
class ChannelSecurityTest extends OpenChannels {
    @Test
    void frontEndWithoutTheKeyIsRefusedAndCounted() throws Exception {
        ChannelUrls urls = keep(Broker.start(ChannelUrls.loopback())).urls();
        ClusterConfig keyed = config(urls, ClusterKey.random());
        Worker worker = new Worker(keyed, "w1");
        for (ClusterKey wrong : List.of(ClusterKey.none(), ClusterKey.random())) {
            try (FrontEndChannels stranger = FrontEndChannels.open(config(urls, wrong))) {
                awaitWorkers(stranger, Set.of("w1"));
                assertThat(stranger.commands().send(Command.toAll(Command.QUIT), Duration.ofMillis(700)))
                        .isEmpty();
            }
        }
        FrontEndChannels front = keep(FrontEndChannels.open(keyed));
        assertThat(front.commands().send(Command.toAll(Command.PING), LONG)).hasSize(1);
        assertThat(worker.obeyed).extracting(Command::name).containsExactly("ping");
        assertThat(worker.receiver.refused()).isGreaterThanOrEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"shared, shared", "broker, member"})
    void membersWithTheirCurveKeysHearEachOther(String brokerKeys, String memberKeys) throws Exception {
        Map<String, Optional<CurveKeys>> keys = keys();
        Broker broker = keep(Broker.start(ChannelUrls.loopback(), keys.get(brokerKeys)));
        ClusterConfig config = config(broker.urls(), keys.get(memberKeys));
        Worker worker = new Worker(config, "w1");
        FrontEndChannels front = keep(FrontEndChannels.open(config));
        assertThat(front.commands().send(Command.toAll(Command.PING), LONG)).hasSize(1);
        assertThat(broker.refused() + front.refused() + worker.receiver.refused())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"shared, other", "shared, none", "none, shared", "broker, unknown"})
    void whoHasOtherCurveKeysHearsNothingAndThatIsCounted(String brokerKeys, String strangerKeys) throws Exception {
        Map<String, Optional<CurveKeys>> keys = keys();
        Broker broker = keep(Broker.start(ChannelUrls.loopback(), keys.get(brokerKeys)));
        Worker worker =
                new Worker(config(broker.urls(), keys.get(brokerKeys.equals("broker") ? "member" : brokerKeys)), "w1");
        FrontEndChannels stranger = keep(FrontEndChannels.open(config(broker.urls(), keys.get(strangerKeys))));
        var replies = stranger.commands().submit(Command.toAll(Command.QUIT), Duration.ofMillis(700));
        while (broker.refused() + stranger.refused() == 0) {
            Thread.onSpinWait();
        }
        assertThat(replies.get(60, TimeUnit.SECONDS)).isEmpty();
        assertThat(worker.obeyed).isEmpty();
    }

    @Test
    void whoBindsWithAnotherKeyThanTheServersIsTold() {
        ClusterConfig member =
                config(ChannelUrls.direct(ChannelUrl.loopback(), ChannelUrl.loopback()), keys().get("member"));
        assertThatThrownBy(() -> FrontEndChannels.open(member))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("curve_server_key");
    }

    private static ClusterConfig config(ChannelUrls urls, Optional<CurveKeys> curve) {
        return config(urls, ClusterKey.none()).withEncryption(new Encryption(Optional.empty(), curve));
    }

    private static Map<String, Optional<CurveKeys>> keys() {
        CurvePair first = CurvePair.random();
        CurvePair second = CurvePair.random();
        return Map.of(
                "none", Optional.empty(),
                "shared", Optional.of(CurveKeys.shared(first)),
                "other", Optional.of(CurveKeys.shared(second)),
                "broker", Optional.of(new CurveKeys(first, first.publicKey(), Set.of(second.publicKey()))),
                "member", Optional.of(new CurveKeys(second, first.publicKey(), Set.of())),
                "unknown", Optional.of(new CurveKeys(CurvePair.random(), first.publicKey(), Set.of())));
    }
}
