package glimpse.cluster.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import glimpse.cluster.security.ClusterKey;
import glimpse.cluster.security.ForgedPayloadException;
import java.io.IOException;
import java.util.List;

/**
 * The frames of one message: topic, JSON header, body, and with a key the signature of the three.
 *
 * <pre>
 * frame 0  topic      ASCII
 * frame 1  header     JSON object, UTF-8, at most 64 KiB, "v":1
 * frame 2  body       bytes, may be empty
 * frame 3  signature  HMAC-SHA-256(key, 01 topic's first word 00 length(4) topic length(4) header length(4) body)
 * </pre>
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Message(Topic topic, byte[] header, byte[] body) {
    static final int VERSION = 1;
    private static final int MAX_HEADER_BYTES = 64 * 1024;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    static {
        JSON.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(10).build());
    }

    /** A header: the records that stand for one have the version as their first component. */
    interface Header {
        int v();
    }

    static Message of(Topic topic, Header header, byte[] body) {
        try {
            return new Message(topic, JSON.writeValueAsBytes(header), body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("header cannot be written as JSON", e);
        }
    }

    /** The frames as they are sent. */
    List<byte[]> frames(ClusterKey key) {
        byte[] name = topic.bytes();
        return key.isNone()
                ? List.of(name, header, body)
                : List.of(name, header, body, key.sign(topic.purpose(), name, header, body));
    }

    /** Takes the message from its frames, its signature verified and its header not yet read. */
    static Message open(List<byte[]> frames, ClusterKey key) throws BadMessageException {
        if (frames.size() < 3 || frames.size() > 4) {
            throw new BadMessageException(frames.size() + " frames (expected: 3, or 4 with a signature)");
        }
        Topic topic = Topic.of(frames.get(0));
        byte[] signature = frames.size() == 4 ? frames.get(3) : new byte[0];
        try {
            key.verify(topic.purpose(), signature, frames.get(0), frames.get(1), frames.get(2));
        } catch (ForgedPayloadException e) {
            throw new BadMessageException(e.getMessage());
        }
        return new Message(topic, frames.get(1), frames.get(2));
    }

    /** Reads the header. */
    <H extends Header> H header(Class<H> type) throws BadMessageException {
        if (header.length > MAX_HEADER_BYTES) {
            throw new BadMessageException(
                    "header of %d bytes (expected: <= %d)".formatted(header.length, MAX_HEADER_BYTES));
        }
        try {
            H read = JSON.readValue(header, type);
            if (read != null && read.v() == VERSION) {
                return read;
            }
        } catch (IOException e) {
            throw new BadMessageException("header that is no JSON object as expected: " + firstLine(e));
        }
        throw new BadMessageException("header without \"v\":" + VERSION);
    }

    private static String firstLine(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    int sizeBytes() {
        return header.length + body.length;
    }
}
