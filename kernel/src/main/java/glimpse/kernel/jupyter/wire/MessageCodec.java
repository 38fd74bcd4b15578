package glimpse.kernel.jupyter.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Frames to messages and back. Each I/O thread has its own.
 *
 * <pre>
 * identity … | &lt;IDS|MSG&gt; | signature | header | parent_header | metadata | content | buffer …
 *                                       └───────── signed, each a JSON object ───────┘
 * </pre>
 */
final class MessageCodec {
    static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
    private static final int SIGNED_FRAMES = 4;
    private static final int REMEMBERED_SIGNATURES = 4096;

    private final Signature signature;
    private final Map<String, Boolean> seen = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED_SIGNATURES;
        }
    };

    MessageCodec(ConnectionFile connection) {
        this.signature = new Signature(connection.signatureScheme(), connection.key());
    }

    List<byte[]> encode(Message message) {
        List<byte[]> signed = List.of(
                Json.bytes(message.header()),
                Json.bytes(message.parentHeader()),
                Json.bytes(message.metadata()),
                Json.bytes(message.content()));
        List<byte[]> frames = new ArrayList<>(message.identities());
        frames.add(DELIMITER);
        frames.add(signature.sign(signed));
        frames.addAll(signed);
        frames.addAll(message.buffers());
        return frames;
    }

    Message decode(List<byte[]> frames) throws MalformedMessage {
        int delimiter = delimiter(frames);
        int end = delimiter + 2 + SIGNED_FRAMES;
        if (frames.size() < end) {
            throw new MalformedMessage(
                    (frames.size() - delimiter - 1) + " frames after the delimiter (expected: >= 5)");
        }
        List<byte[]> signed = frames.subList(delimiter + 2, end);
        check(frames.get(delimiter + 1), signed);
        JsonNode header = object("header", signed.get(0));
        for (String field : List.of("msg_id", "msg_type")) {
            if (!header.path(field).isTextual()) {
                throw new MalformedMessage("header without " + field);
            }
        }
        return new Message(
                frames.subList(0, delimiter),
                header,
                object("parent_header", signed.get(1)),
                object("metadata", signed.get(2)),
                object("content", signed.get(3)),
                frames.subList(end, frames.size()));
    }

    private static int delimiter(List<byte[]> frames) throws MalformedMessage {
        for (int i = 0; i < frames.size(); i++) {
            if (Arrays.equals(frames.get(i), DELIMITER)) {
                return i;
            }
        }
        throw new MalformedMessage("no <IDS|MSG> among " + frames.size() + " frames");
    }

    private void check(byte[] claimed, List<byte[]> signed) throws MalformedMessage {
        if (!signature.matches(claimed, signed)) {
            throw new MalformedMessage("wrong signature");
        }
        if (signature.signs() && seen.put(new String(claimed, StandardCharsets.US_ASCII), true) != null) {
            throw new MalformedMessage("a signature seen before");
        }
    }

    private static JsonNode object(String part, byte[] frame) throws MalformedMessage {
        try {
            JsonNode tree = Json.parse(frame);
            if (tree.isObject()) {
                return tree;
            }
            throw new MalformedMessage(part + " is no JSON object");
        } catch (IOException | StackOverflowError e) {
            throw new MalformedMessage(part + " is no JSON: " + e.getMessage());
        }
    }
}
