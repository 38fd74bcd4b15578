package glimpse.gearman.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import glimpse.gearman.connection.HostPort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32;

/** In which order a client with several job servers tries them for a job. */
public enum ServerOrder {
    /** As listed: the others stand by. */
    AS_LISTED {
        @Override
        <L> List<L> order(List<L> links, List<HostPort> servers, String routingKey, int turn) {
            return links;
        }
    },
    /**
     * Spread over all: by the unique id, so that every client finds the same server first for one id, however its list is ordered;
     * in turn where there is no unique id.
     */
    SPREAD {
        @Override
        <L> List<L> order(List<L> links, List<HostPort> servers, String routingKey, int turn) {
            List<Integer> indexes = new ArrayList<>();
            for (int i = 0; i < servers.size(); i++) {
                indexes.add(i);
            }
            if (routingKey.isEmpty()) {
                return rotated(links, turn);
            }
            indexes.sort(Comparator.comparingLong(i -> weight(servers.get(i), routingKey)));
            return indexes.stream().map(links::get).toList();
        }
    };

    abstract <L> List<L> order(List<L> links, List<HostPort> servers, String routingKey, int turn);

    private static <L> List<L> rotated(List<L> links, int turn) {
        int first = Math.floorMod(turn, links.size());
        List<L> order = new ArrayList<>(links.subList(first, links.size()));
        order.addAll(links.subList(0, first));
        return order;
    }

    /** Rendezvous hashing: when a server goes, only its own ids move. */
    private static long weight(HostPort server, String key) {
        CRC32 crc = new CRC32();
        crc.update((key + '@' + server).getBytes(UTF_8));
        return crc.getValue();
    }
}
