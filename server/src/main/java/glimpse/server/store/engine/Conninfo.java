package glimpse.server.store.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * Where a PostgreSQL is and how one logs in, in the words of libpq: {@code key = 'value' …} or {@code postgresql://user@host/database?key=value}. What is not
 * said comes from the environment ({@code PGHOST}, …) and libpq's defaults; without a host that is the Unix socket.
 *
 * @param values by libpq's parameter key words
 * @see <a href="https://www.postgresql.org/docs/current/libpq-connect.html">Database Connection Control Functions</a>
 */
public record Conninfo(Map<String, String> values) {
    private static final String SOCKET_FOLDER = "/var/run/postgresql";
    private static final String PORT = "5432";
    private static final int CONNECT_SECONDS = 10;

    /** libpq's key word and the driver's property of the same meaning. */
    private static final Map<String, String> SAME = Map.ofEntries(
            Map.entry("user", "user"),
            Map.entry("password", "password"),
            Map.entry("connect_timeout", "connectTimeout"),
            Map.entry("application_name", "ApplicationName"),
            Map.entry("options", "options"),
            Map.entry("service", "service"),
            Map.entry("sslmode", "sslmode"),
            Map.entry("sslnegotiation", "sslNegotiation"),
            Map.entry("sslcert", "sslcert"),
            Map.entry("sslkey", "sslkey"),
            Map.entry("sslpassword", "sslpassword"),
            Map.entry("sslrootcert", "sslrootcert"),
            Map.entry("gssencmode", "gssEncMode"),
            Map.entry("krbsrvname", "kerberosServerName"),
            Map.entry("channel_binding", "channelBinding"));

    /** Key words that change nothing here; the encoding is always UTF-8. */
    private static final List<String> WITHOUT_EFFECT = List.of(
            "client_encoding",
            "fallback_application_name",
            "gssdelegation",
            "gsslib",
            "keepalives_count",
            "keepalives_idle",
            "keepalives_interval",
            "load_balance_hosts",
            "passfile",
            "replication",
            "require_auth",
            "requirepeer",
            "requiressl",
            "ssl_max_protocol_version",
            "ssl_min_protocol_version",
            "sslcertmode",
            "sslcompression",
            "sslcrl",
            "sslcrldir",
            "sslsni",
            "tcp_user_timeout");

    private static final List<String> OURS =
            List.of("host", "hostaddr", "port", "dbname", "keepalives", "target_session_attrs");

    /** Where a variable of the environment stands for a key word. */
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "PGHOST", "host",
            "PGHOSTADDR", "hostaddr",
            "PGPORT", "port",
            "PGDATABASE", "dbname",
            "PGUSER", "user",
            "PGPASSWORD", "password",
            "PGSSLMODE", "sslmode",
            "PGSERVICE", "service",
            "PGAPPNAME", "application_name");

    /**
     * Reads a connection string.
     *
     * @throws IllegalArgumentException if it is none; the message says what was found and expected
     */
    public static Conninfo parse(String text, Map<String, String> environment) {
        Map<String, String> values = new LinkedHashMap<>();
        ENVIRONMENT.forEach((variable, key) -> {
            if (environment.get(variable) != null) {
                values.put(key, environment.get(variable));
            }
        });
        boolean isUri = text.startsWith("postgresql://") || text.startsWith("postgres://");
        Map<String, String> said = isUri ? uri(text.substring(text.indexOf("//") + 2)) : pairs(text);
        said.keySet().forEach(Conninfo::requireKnown);
        values.putAll(said);
        return new Conninfo(values);
    }

    private static void requireKnown(String key) {
        if (!SAME.containsKey(key) && !WITHOUT_EFFECT.contains(key) && !OURS.contains(key)) {
            throw new IllegalArgumentException("invalid connection option \"" + key + "\"");
        }
    }

    // ---- key = 'value'

    private static Map<String, String> pairs(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        int at = skipSpace(text, 0);
        while (at < text.length()) {
            int end = at;
            while (end < text.length() && text.charAt(end) != '=' && !Character.isWhitespace(text.charAt(end))) {
                end++;
            }
            String key = text.substring(at, end);
            at = skipSpace(text, end);
            if (at == text.length() || text.charAt(at) != '=') {
                throw new IllegalArgumentException(
                        "missing \"=\" after \"" + key + "\" in connection info string \"" + text + "\"");
            }
            StringBuilder value = new StringBuilder();
            at = skipSpace(text, value(text, skipSpace(text, at + 1), value));
            values.put(key, value.toString());
        }
        return values;
    }

    private static int skipSpace(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Reads a value, quoted or not, and returns where it ends. */
    private static int value(String text, int from, StringBuilder value) {
        boolean quoted = from < text.length() && text.charAt(from) == '\'';
        for (int at = quoted ? from + 1 : from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length()) {
                value.append(text.charAt(++at));
            } else if (quoted ? c == '\'' : Character.isWhitespace(c)) {
                return at + 1;
            } else {
                value.append(c);
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("unterminated quoted string in connection info string \"" + text + "\"");
        }
        return text.length();
    }

    // ---- user:password@host:port,host:port/database?key=value&…

    private static Map<String, String> uri(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        String[] query = text.split("\\?", 2);
        String[] path = query[0].split("/", 2);
        String hosts = path[0].substring(path[0].lastIndexOf('@') + 1);
        if (path[0].contains("@")) {
            String[] login = path[0].substring(0, path[0].lastIndexOf('@')).split(":", 2);
            put(values, "user", login[0]);
            put(values, "password", login.length == 2 ? login[1] : "");
        }
        List<String> names = new ArrayList<>();
        List<String> ports = new ArrayList<>();
        for (String host : hosts.split(",", -1)) {
            int colon = host.lastIndexOf(':');
            boolean hasPort = colon > host.lastIndexOf(']');
            String name = hasPort ? host.substring(0, colon) : host;
            names.add(name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name);
            ports.add(hasPort ? host.substring(colon + 1) : "");
        }
        put(values, "host", String.join(",", names));
        put(values, "port", String.join(",", ports).replaceAll("^,+$", ""));
        put(values, "dbname", path.length == 2 ? path[1] : "");
        if (query.length == 2) {
            for (String pair : query[1].split("&", -1)) {
                String[] parts = pair.split("=", 2);
                if (parts.length < 2) {
                    throw new IllegalArgumentException(
                            "missing key/value separator \"=\" in URI query parameter: \"" + pair + "\"");
                }
                values.put(decoded(parts[0]), decoded(parts[1]));
            }
        }
        return values;
    }

    private static void put(Map<String, String> values, String key, String value) {
        if (!value.isEmpty()) {
            values.put(key, decoded(value));
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    }

    // ---- for the driver

    private String value(String key, String otherwise) {
        String value = values.getOrDefault(key, "");
        return value.isEmpty() ? otherwise : value;
    }

    private String user() {
        return value("user", System.getProperty("user.name"));
    }

    private List<String> hosts() {
        return List.of(value("hostaddr", value("host", SOCKET_FOLDER)).split(",", -1));
    }

    private String port(int index) {
        String[] ports = value("port", PORT).split(",", -1);
        String port = ports[Math.min(index, ports.length - 1)];
        return port.isEmpty() ? PORT : port;
    }

    /** The file of the Unix socket, or null if it is TCP. */
    private String socketFile() {
        String host = hosts().get(0);
        return host.startsWith("/") ? host + "/.s.PGSQL." + port(0) : null;
    }

    /** For messages. */
    String address() {
        if (socketFile() != null) {
            return socketFile();
        }
        List<String> all = new ArrayList<>();
        for (int i = 0; i < hosts().size(); i++) {
            String host = hosts().get(i).isEmpty() ? "localhost" : hosts().get(i);
            all.add((host.contains(":") ? "[" + host + "]" : host) + ":" + port(i));
        }
        return String.join(",", all);
    }

    String url() {
        String hosts = socketFile() == null ? address() : "localhost:" + port(0);
        return "jdbc:postgresql://" + hosts + "/" + URLEncoder.encode(value("dbname", user()), UTF_8);
    }

    Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", user());
        properties.setProperty("connectTimeout", "" + CONNECT_SECONDS);
        properties.setProperty("tcpKeepAlive", "" + !value("keepalives", "1").equals("0"));
        properties.setProperty("ApplicationName", value("fallback_application_name", "gearmand"));
        SAME.forEach((key, property) -> {
            if (!value(key, "").isEmpty()) {
                properties.setProperty(property, value(key, ""));
            }
        });
        String target = switch (value("target_session_attrs", "any").toLowerCase(Locale.ROOT)) {
            case "read-write", "primary" -> "primary";
            case "read-only", "standby" -> "secondary";
            case "prefer-standby" -> "preferSecondary";
            default -> "any";
        };
        properties.setProperty("targetServerType", target);
        if (socketFile() != null) {
            properties.setProperty("socketFactory", UnixSocketFactory.class.getName());
            properties.setProperty("socketFactoryArg", socketFile());
            properties.setProperty("sslmode", "disable");
        }
        return properties;
    }
}
