package glimpse.server.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A private key in PEM, brought into the one form that Java reads.
 *
 * <p>Source: RFC 5208 (PKCS #8) for what is wrapped around an RSA key of RFC 8017.
 */
final class PrivateKeyFile {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([^-]*)-----END [A-Z ]*PRIVATE KEY-----");
    /** Version 0; then the algorithm: rsaEncryption without parameters. */
    private static final byte[] RSA = {
        2, 1, 0, 0x30, 13, 6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 13, 1, 1, 1, 5, 0
    };

    private PrivateKeyFile() {}

    /** @param name what errors call the file */
    static byte[] toPkcs8(String name, byte[] pem) throws IOException {
        Matcher block = BLOCK.matcher(new String(pem, ISO_8859_1));
        if (!block.find()) {
            throw new IOException(name + " holds no private key (expected: -----BEGIN PRIVATE KEY-----)");
        }
        switch (block.group(1)) {
            case "" -> {
                return block.group().getBytes(ISO_8859_1);
            }
            case "RSA " -> {
                if (!block.group(2).contains("ENCRYPTED")) {
                    return wrapped(name, block.group(2));
                }
            }
            default -> {}
        }
        throw new IOException(
                name + " holds a " + block.group(1) + "PRIVATE KEY with a password or of a form that is not"
                        + " read (expected: what `openssl pkcs8 -topk8 -nodes` writes)");
    }

    private static byte[] wrapped(String name, String base64) throws IOException {
        byte[] key;
        try {
            key = Base64.getMimeDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            throw new IOException(name + " is no PEM: " + e.getMessage(), e);
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(RSA);
        content.writeBytes(tagged(4, key));
        String encoded = Base64.getMimeEncoder().encodeToString(tagged(0x30, content.toByteArray()));
        return ("-----BEGIN PRIVATE KEY-----\n" + encoded + "\n-----END PRIVATE KEY-----\n").getBytes(ISO_8859_1);
    }

    /** A DER value: tag, length, content. */
    private static byte[] tagged(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            out.write(0x82);
            out.write(content.length >> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }
}
