package glimpse.gearman.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import glimpse.gearman.connection.ConnectionOptions;
import glimpse.gearman.connection.Dialling;
import glimpse.gearman.connection.HostPort;
import glimpse.gearman.packet.JobHandle;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks a job server in the admin text protocol. One command at a time; any thread, one after the other. After an {@link IOException} that is
 * no {@link AdminException} it is of no more use.
 */
public final class GearmanAdmin implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_LINE = 4 << 20;

    private final Socket socket;
    private final BufferedReader in;

    private GearmanAdmin(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    /** Connects; each step after that takes at most 10 s, too. */
    public static GearmanAdmin connect(HostPort server) throws IOException {
        return connect(server, ConnectionOptions.DEFAULT.withConnectTimeout(TIMEOUT));
    }

    /** Connects; the options' connect timeout is for the connection, and for each read after it. */
    public static GearmanAdmin connect(HostPort server, ConnectionOptions options) throws IOException {
        Socket socket = Dialling.connect(server, options);
        try {
            socket.setSoTimeout(options.timeoutMillis());
            return new GearmanAdmin(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** The server's version. */
    public String version() throws IOException {
        return ok("version");
    }

    /** The server's process id, as it sees it. */
    public long getpid() throws IOException {
        String pid = ok("getpid");
        return Columns.number("getpid", pid, pid);
    }

    /** How much the server logs: one of gearmand's level names. */
    public String verbose() throws IOException {
        return ok("verbose");
    }

    /** Every function that the server knows. */
    public synchronized List<FunctionStatus> status() throws IOException {
        List<FunctionStatus> lines = new ArrayList<>();
        for (String line : list("status")) {
            lines.add(FunctionStatus.parse(Columns.of("status", line, 4)));
        }
        return lines;
    }

    /** Every function, with what waits in each of its queues. */
    public synchronized List<PriorityStatus> prioritystatus() throws IOException {
        List<PriorityStatus> lines = new ArrayList<>();
        for (String line : list("prioritystatus")) {
            lines.add(PriorityStatus.parse(Columns.of("prioritystatus", line, 5)));
        }
        return lines;
    }

    /** Every connection, this one included. */
    public synchronized List<ConnectionLine> workers() throws IOException {
        List<ConnectionLine> lines = new ArrayList<>();
        for (String line : list("workers")) {
            lines.add(ConnectionLine.parse("workers", line));
        }
        return lines;
    }

    /** Every job that the server has. */
    public synchronized List<JobLine> showJobs() throws IOException {
        List<JobLine> lines = new ArrayList<>();
        for (String line : list("show jobs")) {
            lines.add(JobLine.parse(Columns.of("show jobs", line, 4)));
        }
        return lines;
    }

    /** The unique id of every job; empty for those without. */
    public synchronized List<String> showUniqueJobs() throws IOException {
        return list("show unique jobs");
    }

    /** Cancels a job: its clients are told that it failed. One that runs is not stopped. False if the server has no such job. */
    public boolean cancelJob(JobHandle handle) throws IOException {
        String command = "cancel job " + word(handle.value());
        String answer = ask(command);
        if (answer.equals("ERR UNKNOWN_JOB")) {
            return false;
        }
        requireOk(command, answer);
        return true;
    }

    /** Makes a function known; the C server up to 2.0 loses the name's last letter. */
    public void createFunction(String function) throws IOException {
        ok("create function " + word(function));
    }

    /** Forgets a function; an {@link AdminException} if there is none, or it is in use. */
    public void dropFunction(String function) throws IOException {
        ok("drop function " + word(function));
    }

    /** Limits the jobs of a function: new ones above it are refused. 0 for no limit. */
    public void maxqueue(String function, int limit) throws IOException {
        ok("maxqueue " + word(function) + " " + limit);
    }

    /** Limits the jobs of a function for each priority of a new one. */
    public void maxqueue(String function, int high, int normal, int low) throws IOException {
        ok("maxqueue " + word(function) + " " + high + " " + normal + " " + low);
    }

    private static String word(String name) {
        if (name.isEmpty() || name.chars().anyMatch(c -> c <= ' ')) {
            throw new IllegalArgumentException(
                    "name '" + name + "' (expected: one word; the text protocol has no quotes)");
        }
        return name;
    }

    private String ok(String command) throws IOException {
        return requireOk(command, ask(command));
    }

    private static String requireOk(String command, String answer) throws AdminException {
        if (answer.equals("OK")) {
            return "";
        }
        if (answer.startsWith("OK ")) {
            return answer.substring(3);
        }
        throw new AdminException(command, answer);
    }

    private synchronized String ask(String command) throws IOException {
        send(command);
        return line();
    }

    private List<String> list(String command) throws IOException {
        send(command);
        List<String> lines = new ArrayList<>();
        for (String line = line(); !line.equals("."); line = line()) {
            if (lines.isEmpty() && line.startsWith("ERR ")) {
                throw new AdminException(command, line);
            }
            lines.add(line);
        }
        return lines;
    }

    private void send(String command) throws IOException {
        socket.getOutputStream().write((command + "\n").getBytes(UTF_8));
    }

    /** Reads up to LF, or CR LF: the server uses both. */
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the job server closed the admin connection");
            }
            if (line.length() == MAX_LINE) {
                throw new IOException("a line of more than " + MAX_LINE + " characters (expected: an admin answer)");
            }
            line.append((char) c);
        }
        int last = line.length() - 1;
        return last >= 0 && line.charAt(last) == '\r' ? line.substring(0, last) : line.toString();
    }

    /** Closes the connection. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
