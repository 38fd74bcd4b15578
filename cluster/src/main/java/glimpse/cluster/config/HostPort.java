package glimpse.cluster.config;

/** A TCP address by name; an IPv6 host is kept without its brackets. Port 0 only where a port may still be chosen. */
public record HostPort(String host, int port) {

    public HostPort {
        if (host.isEmpty() || host.chars().anyMatch(c -> c <= ' ' || c == '/' || c == '[' || c == ']' || c == '@')) {
            throw new IllegalArgumentException("host \"" + host + "\" (expected: a host name or an address)");
        }
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " (expected: 0..65535)");
        }
    }

    /** Reads {@code host:port}, {@code [v6]:port} or, with the default, the host alone. */
    static HostPort parse(String text, int defaultPort) {
        int end = text.startsWith("[") ? text.indexOf(']') : text.lastIndexOf(':') - 1;
        if (text.startsWith("[")) {
            if (end < 0) {
                throw new IllegalArgumentException("no ] after " + text);
            }
            String rest = text.substring(end + 1);
            return new HostPort(text.substring(1, end), rest.isEmpty() ? defaultPort : port(rest));
        }
        if (end < -1 || text.indexOf(':') < 0) {
            return new HostPort(text, defaultPort);
        }
        if (text.indexOf(':') != end + 1) {
            throw new IllegalArgumentException("an IPv6 address stands in brackets: [" + text + "]");
        }
        return new HostPort(text.substring(0, end + 1), port(text.substring(end + 1)));
    }

    private static int port(String colonAndDigits) {
        if (!colonAndDigits.matches(":[0-9]{1,5}")) {
            throw new IllegalArgumentException("port \"" + colonAndDigits + "\" (expected: :0..:65535)");
        }
        return Integer.parseInt(colonAndDigits.substring(1));
    }

    /** Tells whether the name is one that can only mean this machine; nothing is resolved. */
    public boolean isLoopback() {
        return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.[0-9]{1,3}){3}");
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
