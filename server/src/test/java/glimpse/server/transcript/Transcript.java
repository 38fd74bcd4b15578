package glimpse.server.transcript;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A dialogue to be played against a job server.
 *
 * <pre>
 *   == title
 *   options: job-retries=2          as on gearmand's command line
 *   only core: reason               not played against servers with sockets
 *   not C: reason                   not played against the C gearmand
 *   client&gt; SUBMIT_JOB reverse "" hello        a packet that the connection "client" sends
 *   client&lt; JOB_CREATED H:1                    the next that it gets
 *   client&lt; nothing                            it has got nothing more
 *   client&lt; closed                             the server has closed the connection
 *   client&gt; line status                        a text command
 *   client&lt; text reverse\t1\t0\t0\n.\n         its reply
 *   client&gt; raw 00524551 0000
 *   client leaves
 *   time +1500                                 milliseconds
 * </pre>
 */
record Transcript(String title, Map<String, String> options, String onlyCore, String notC, List<Step> steps) {

    /** One line of the dialogue. */
    record Step(int line, Kind kind, String peer, String text) {
        @Override
        public String toString() {
            return "line " + line + ": " + peer + " " + kind + " " + text;
        }
    }

    enum Kind {
        SENDS,
        RECEIVES,
        LEAVES,
        TIME
    }

    static List<Transcript> read(String resource) {
        try (InputStream in = Transcript.class.getResourceAsStream("/transcripts/" + resource)) {
            return parse(resource, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Transcript> parse(String resource, String text) {
        List<Transcript> all = new ArrayList<>();
        Transcript current = null;
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("== ")) {
                current = new Transcript(
                        resource + ": " + line.substring(3), new TreeMap<>(), null, null, new ArrayList<>());
                all.add(current);
            } else if (line.startsWith("options: ")) {
                for (String option : line.substring(9).split(" ", -1)) {
                    int equals = option.indexOf('=');
                    current.options.put(
                            equals < 0 ? option : option.substring(0, equals),
                            equals < 0 ? "" : option.substring(equals + 1));
                }
            } else if (line.startsWith("only core: ")) {
                current = replaceLast(all, current.withOnlyCore(line.substring(11)));
            } else if (line.startsWith("not C: ")) {
                current = replaceLast(all, current.withNotC(line.substring(7)));
            } else {
                current.steps.add(step(number, line));
            }
        }
        return all;
    }

    private static Transcript replaceLast(List<Transcript> all, Transcript changed) {
        all.set(all.size() - 1, changed);
        return changed;
    }

    private Transcript withOnlyCore(String reason) {
        return new Transcript(title, options, reason, notC, steps);
    }

    private Transcript withNotC(String reason) {
        return new Transcript(title, options, onlyCore, reason, steps);
    }

    private static Step step(int number, String line) {
        if (line.startsWith("time +")) {
            return new Step(number, Kind.TIME, "", line.substring(6));
        }
        if (line.endsWith(" leaves")) {
            return new Step(number, Kind.LEAVES, line.substring(0, line.length() - 7), "");
        }
        int space = line.indexOf(' ');
        String peer = line.substring(0, space - 1);
        String text = line.substring(space + 1);
        return switch (line.charAt(space - 1)) {
            case '>' -> new Step(number, Kind.SENDS, peer, text);
            case '<' -> new Step(number, Kind.RECEIVES, peer, text);
            default -> throw new IllegalArgumentException("line " + number + ": " + line);
        };
    }

    /** Plays the dialogue. */
    void play(Conversation conversation) throws IOException {
        for (Step step : steps) {
            try {
                switch (step.kind) {
                    case SENDS -> send(conversation, step);
                    case RECEIVES -> receive(conversation, step);
                    case LEAVES -> conversation.leave(step.peer);
                    case TIME -> conversation.advance(Long.parseLong(step.text));
                }
            } catch (AssertionError | RuntimeException | IOException e) {
                throw new AssertionError(title + ", " + step + ": " + e.getMessage(), e);
            }
        }
    }

    private static void send(Conversation conversation, Step step) throws IOException {
        if (step.text.startsWith("raw ")) {
            conversation.sendPiece(step.peer, PacketText.hex(step.text.substring(4)));
        } else if (step.text.startsWith("line ")) {
            conversation.send(step.peer, PacketText.unescaped(step.text.substring(5) + "\\n"));
        } else {
            conversation.send(step.peer, PacketText.bytes(step.text));
        }
    }

    private static void receive(Conversation conversation, Step step) throws IOException {
        Inbox inbox = conversation.inbox(step.peer);
        if (step.text.equals("nothing")) {
            inbox.expectNothing();
        } else if (step.text.equals("closed")) {
            inbox.expectClosed();
        } else if (step.text.startsWith("text ")) {
            inbox.expect(PacketText.unescaped(step.text.substring(5)));
        } else {
            inbox.expectPacket(PacketText.bytes("RES " + step.text));
        }
    }
}
