package glimpse.server.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import glimpse.gearman.packet.Packet;
import glimpse.gearman.packet.PacketType;
import glimpse.server.Dialogue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a worker sees of the jobs in a server, a line each; and jobs to be submitted. */
public final class Jobs {
    private Jobs() {}

    /** Grabs and completes all jobs of some functions; each is {@code function unique data}, any byte a character. */
    public static List<String> drain(int port, String... functions) throws IOException {
        try (Dialogue worker = new Dialogue(port)) {
            for (String function : functions) {
                worker.sends(PacketType.CAN_DO, function);
            }
            List<String> jobs = new ArrayList<>();
            while (true) {
                Packet packet = worker.sends(PacketType.GRAB_JOB_UNIQ).receives();
                if (packet.type() == PacketType.NO_JOB) {
                    // The answer to a request of its own shows that what was completed has been taken in.
                    worker.sends(PacketType.ECHO_REQ).receives(PacketType.ECHO_RES);
                    return jobs;
                }
                worker.sends(Packet.of(PacketType.WORK_COMPLETE, packet.text(0)));
                jobs.add(packet.text(1) + " " + new String(packet.argument(2), ISO_8859_1) + " "
                        + new String(packet.data(), ISO_8859_1));
            }
        }
    }

    /** Submits a job and returns the type of the answer. */
    public static PacketType submit(Dialogue client, PacketType type, String function, String unique, String data)
            throws IOException {
        client.sends(Packet.of(type, latin1(function), latin1(unique)).withData(latin1(data)));
        return client.receives().type();
    }

    /** Submits a job for a second of 1970. */
    public static PacketType submitEpoch(Dialogue client, String function, String unique, long when, String data)
            throws IOException {
        client.sends(Packet.of(PacketType.SUBMIT_JOB_EPOCH, latin1(function), latin1(unique), latin1("" + when))
                .withData(latin1(data)));
        return client.receives().type();
    }

    private static byte[] latin1(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
