package glimpse.kernel.jupyter.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * Where a kernel binds and how it signs: the JSON file that a Jupyter client writes before it starts the kernel. Immutable.
 *
 * @param transport {@code tcp}
 * @param ip an address or {@code *}
 * @param ports one for each channel; 0 takes any free one
 * @param signatureScheme {@code hmac-sha256} and the like
 * @param key what messages are signed with; empty means unsigned
 */
public record ConnectionFile(
        String transport, String ip, Map<Channel, Integer> ports, String signatureScheme, String key) {

    public ConnectionFile {
        ports = Map.copyOf(ports);
    }

    public static ConnectionFile read(Path file) throws IOException {
        JsonNode json;
        try {
            json = Json.parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new IOException("connection file " + file + ": " + e.getMessage(), e);
        }
        Map<Channel, Integer> ports = new EnumMap<>(Channel.class);
        for (Channel channel : Channel.values()) {
            ports.put(channel, port(file, json, channel.portKey()));
        }
        String transport = json.path("transport").asText("tcp");
        if (!transport.equals("tcp")) {
            throw new IOException("connection file " + file + ": transport " + transport + " (expected: tcp)");
        }
        return new ConnectionFile(
                transport,
                json.path("ip").asText("127.0.0.1"),
                ports,
                json.path("signature_scheme").asText("hmac-sha256"),
                json.path("key").asText(""));
    }

    private static int port(Path file, JsonNode json, String key) throws IOException {
        JsonNode port = json.path(key);
        if (!port.isInt() || port.asInt() < 0 || port.asInt() > 65_535) {
            throw new IOException("connection file " + file + ": " + key + " " + port + " (expected: 0 … 65535)");
        }
        return port.asInt();
    }

    /** The same file with the ports that were really bound. */
    public ConnectionFile with(Map<Channel, Integer> bound) {
        return new ConnectionFile(transport, ip, bound, signatureScheme, key);
    }

    public int port(Channel channel) {
        return ports.get(channel);
    }

    /** What ZeroMQ binds: {@code tcp://127.0.0.1:40711}. */
    String address(Channel channel) {
        int port = port(channel);
        return transport + "://" + ip + ":" + (port == 0 ? "*" : String.valueOf(port));
    }
}
