package glimpse.server.transcript;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import glimpse.gearman.packet.FramingException;
import glimpse.gearman.packet.Magic;
import glimpse.gearman.packet.Packet;
import glimpse.gearman.packet.PacketDecoder;
import glimpse.gearman.packet.PacketEncoder;
import glimpse.gearman.packet.PacketType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Packets as lines of a transcript: {@code SUBMIT_JOB reverse "" hello}, with {@code \0}, {@code \n}, {@code \r}, {@code \t} in words and
 * {@code u{65}} for 65 times u. {@code RES} or {@code REQ} before the name sets a magic that is not the type's own.
 */
final class PacketText {
    private PacketText() {}

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    static byte[] bytes(String line) {
        List<String> words = words(line);
        Magic magic = words.get(0).equals("RES") ? Magic.RES : words.get(0).equals("REQ") ? Magic.REQ : null;
        if (magic != null) {
            words.remove(0);
        }
        PacketType type = PacketType.valueOf(words.remove(0));
        byte[][] arguments = new byte[type.argumentCount()][];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = words.remove(0).getBytes(ISO_8859_1);
        }
        Packet packet = Packet.of(type, arguments);
        if (!words.isEmpty()) {
            packet = packet.withData(words.remove(0).getBytes(ISO_8859_1));
        }
        if (!words.isEmpty()) {
            throw new IllegalArgumentException("words left over: " + words);
        }
        byte[] bytes = PacketEncoder.encode(packet);
        if (magic != null) {
            ByteBuffer.wrap(bytes).putInt(0, magic.code());
        }
        return bytes;
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        boolean any = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
                any = true;
            } else if (c == ' ' && !quoted) {
                words.add(expanded(word.toString()));
                word.setLength(0);
                any = false;
            } else {
                word.append(c);
                any = true;
            }
        }
        if (any) {
            words.add(expanded(word.toString()));
        }
        return words;
    }

    private static String expanded(String word) {
        String text = new String(unescaped(word), ISO_8859_1);
        if (text.matches(".\\{[0-9]+}")) {
            return text.substring(0, 1).repeat(Integer.parseInt(text.substring(2, text.length() - 1)));
        }
        return text;
    }

    static byte[] unescaped(String text) {
        return text.replace("\\0", "\0")
                .replace("\\t", "\t")
                .replace("\\r", "\r")
                .replace("\\n", "\n")
                .getBytes(ISO_8859_1);
    }

    /** For messages: packets by name, everything else as text. */
    static String shown(byte[] bytes) {
        List<String> shown = new ArrayList<>();
        try {
            new PacketDecoder(1 << 24).decode(ByteBuffer.wrap(bytes), p -> shown.add(p.toString()));
        } catch (FramingException e) {
            shown.add(new String(bytes, ISO_8859_1)
                    .replace("\0", "\\0")
                    .replace("\r", "\\r")
                    .replace("\n", "\\n"));
        }
        return shown.toString();
    }
}
