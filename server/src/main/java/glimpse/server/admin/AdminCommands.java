package glimpse.server.admin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import glimpse.server.job.Bytes;
import glimpse.server.job.Inventory;
import glimpse.server.job.JobServer;
import glimpse.server.job.Peer;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replies to text commands. Lines and replies are Latin-1, so that names of any bytes go through unharmed. */
public final class AdminCommands {
    private static final Pattern LEADING_NUMBER = Pattern.compile("\\+?([0-9]{1,10})");

    private final JobServer server;
    private final ServerFacts facts;
    private final Consumer<Shutdown> shutdown;

    /** How a server is to end. */
    public enum Shutdown {
        NOW,
        /** When no job is left. */
        GRACEFUL
    }

    /** @param shutdown ends the server, after the reply has left */
    public AdminCommands(JobServer server, ServerFacts facts, Consumer<Shutdown> shutdown) {
        this.server = server;
        this.facts = facts;
        this.shutdown = shutdown;
    }

    /**
     * Runs a command.
     *
     * @param peer who asks
     * @param line what stands before the line feed
     * @return the whole reply with its line ends; empty if the connection is to be closed
     */
    public Optional<String> reply(Peer peer, String line) {
        CommandLine command = CommandLine.of(line);
        if (command.hasTooManyWords()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (command.word(0).toLowerCase(Locale.ROOT)) {
                    case "version" -> "OK " + facts.version() + "\n";
                    case "getpid" -> "OK " + facts.pid() + "\n";
                    case "verbose" -> "OK " + facts.verbosity() + "\n";
                    case "status" -> status();
                    case "prioritystatus" -> priorityStatus();
                    case "workers" -> workers();
                    case "show" -> show(command);
                    case "cancel" -> cancel(command);
                    case "create" -> create(command);
                    case "drop" -> drop(command);
                    case "maxqueue" -> maxQueue(command);
                    case "shutdown" -> shutdown(peer, command);
                    default -> unknown(command);
                });
    }

    private String status() {
        StringBuilder reply = new StringBuilder();
        for (Inventory.Function f : server.inventory().functions()) {
            reply.append(f.name().latin1()).append('\t').append(f.total()).append('\t');
            reply.append(f.running()).append('\t').append(f.workers()).append('\n');
        }
        return reply.append(".\n").toString();
    }

    private String priorityStatus() {
        StringBuilder reply = new StringBuilder();
        for (Inventory.Function f : server.inventory().functions()) {
            reply.append(f.name().latin1()).append('\t').append(f.high()).append('\t');
            reply.append(f.normal()).append('\t').append(f.low()).append('\t');
            reply.append(f.workers()).append('\n');
        }
        return reply.append(".\n").toString();
    }

    private String workers() {
        StringBuilder reply = new StringBuilder();
        for (Inventory.Connection c : server.inventory().connections()) {
            reply.append(c.number()).append(' ').append(c.address()).append(' ');
            reply.append(c.clientId().latin1()).append(" :");
            for (Bytes function : c.functions()) {
                reply.append(' ').append(function.latin1());
            }
            reply.append('\n');
        }
        return reply.append(".\n").toString();
    }

    private String show(CommandLine command) {
        if (command.size() == 1) {
            return unknown(command);
        }
        if (command.size() == 2 && command.is(1, "jobs")) {
            StringBuilder reply = new StringBuilder();
            for (Inventory.JobLine job : server.inventory().jobs()) {
                reply.append(job.handle()).append('\t').append(job.retries()).append('\t');
                reply.append(job.ignored() ? 1 : 0).append('\t').append(job.background() ? 1 : 0);
                reply.append('\n');
            }
            return reply.append(".\n").toString();
        }
        if (command.size() == 3 && command.is(1, "unique") && command.is(2, "jobs")) {
            StringBuilder reply = new StringBuilder();
            for (Inventory.JobLine job : server.inventory().jobs()) {
                reply.append(job.unique().latin1()).append('\n');
            }
            return reply.append(".\n").toString();
        }
        return "ERR UNKNOWN_SHOW_ARGUMENTS\r\n";
    }

    private String cancel(CommandLine command) {
        if (command.size() < 3) {
            return unknown(command);
        }
        if (command.size() > 3 || !command.is(1, "job")) {
            return "ERR UNKNOWN_ERROR\r\n";
        }
        return server.cancelJob(bytes(command.word(2))) ? "OK\r\n" : "ERR UNKNOWN_JOB\r\n";
    }

    private String create(CommandLine command) {
        if (command.size() != 3 || !command.is(1, "function")) {
            return incomplete("create");
        }
        server.createFunction(bytes(command.word(2)));
        return "OK\r\n";
    }

    private String drop(CommandLine command) {
        if (command.size() != 3 || !command.is(1, "function")) {
            return incomplete("drop");
        }
        return switch (server.dropFunction(bytes(command.word(2)))) {
            case DROPPED -> "OK\r\n";
            case NOT_FOUND -> "ERR function not found\r\n";
            case IN_USE -> "ERR there are still connected workers or executing clients\r\n";
        };
    }

    /** One number is for all priorities, three are for high, normal and low; no number is no limit. */
    private String maxQueue(CommandLine command) {
        if (command.size() < 2) {
            return incomplete("maxqueue");
        }
        int first = limit(command, 2);
        boolean three = command.size() == 5;
        server.maxQueue(
                bytes(command.word(1)), first, three ? limit(command, 3) : first, three ? limit(command, 4) : first);
        return "OK\r\n";
    }

    /** Not in today's C server, whose command it once was; only for those who could send the process a signal as well. */
    private String shutdown(Peer peer, CommandLine command) {
        boolean graceful = command.is(1, "graceful");
        if (command.size() > 2 || (command.size() == 2 && !graceful)) {
            return "ERR INVALID_ARGUMENTS Unknown+arguments+to+server+shutdown\r\n";
        }
        if (!peer.isOnThisMachine()) {
            return "ERR NOT_ALLOWED Shutdown+only+from+the+machine+of+the+server\r\n";
        }
        shutdown.accept(graceful ? Shutdown.GRACEFUL : Shutdown.NOW);
        return "OK\r\n";
    }

    /** A word's leading number, as C's {@code atoi} has it; 0 for none, a negative one and no word. */
    private static int limit(CommandLine command, int index) {
        Matcher number = LEADING_NUMBER.matcher(index < command.size() ? command.word(index) : "");
        return number.lookingAt() ? (int) Math.min(Integer.MAX_VALUE, Long.parseLong(number.group(1))) : 0;
    }

    private static String incomplete(String command) {
        return "ERR INVALID_ARGUMENTS An+incomplete+set+of+arguments+was+sent+to+this+command+" + command + "\r\n";
    }

    private static String unknown(CommandLine command) {
        return "ERR UNKNOWN_COMMAND Unknown+server+command" + command.word(0) + "\r\n";
    }

    private static Bytes bytes(String word) {
        return Bytes.of(word.getBytes(ISO_8859_1));
    }
}
