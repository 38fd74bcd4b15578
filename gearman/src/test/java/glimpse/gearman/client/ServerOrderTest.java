package glimpse.gearman.client;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.gearman.connection.HostPort;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerOrderTest {
    private static final List<HostPort> SERVERS = HostPort.parseList("a:1, b:2, c:3, d:4");

    @Test
    void asListedIsAsListed() {
        assertThat(ServerOrder.AS_LISTED.order(SERVERS, SERVERS, "u", 7)).isEqualTo(SERVERS);
    }

    @Test
    void aUniqueIdFindsOneServerHoweverTheListIsOrdered() {
        List<HostPort> reversed = HostPort.parseList("d:4,c:3,b:2,a:1");
        for (int i = 0; i < 100; i++) {
            assertThat(spread(SERVERS, "unique " + i)).isEqualTo(spread(reversed, "unique " + i));
        }
    }

    @Test
    void uniqueIdsUseAllServers() {
        Map<HostPort, Integer> counts = new HashMap<>();
        for (int i = 0; i < 4000; i++) {
            counts.merge(spread(SERVERS, "unique " + i).get(0), 1, Integer::sum);
        }
        assertThat(counts.values()).hasSize(4).allMatch(count -> count > 600);
    }

    @Test
    void whenAServerGoesOnlyItsOwnIdsMove() {
        List<HostPort> withoutB = HostPort.parseList("a:1,c:3,d:4");
        for (int i = 0; i < 100; i++) {
            List<HostPort> expected = new ArrayList<>(spread(SERVERS, "unique " + i));
            expected.remove(SERVERS.get(1));
            assertThat(spread(withoutB, "unique " + i)).isEqualTo(expected);
        }
    }

    @Test
    void jobsWithoutAUniqueIdGoRound() {
        for (int turn = 0; turn < 8; turn++) {
            assertThat(ServerOrder.SPREAD.order(SERVERS, SERVERS, "", turn))
                    .startsWith(SERVERS.get(turn % 4))
                    .containsExactlyInAnyOrderElementsOf(SERVERS);
        }
    }

    private static List<HostPort> spread(List<HostPort> servers, String unique) {
        return ServerOrder.SPREAD.order(servers, servers, unique, 0);
    }
}
