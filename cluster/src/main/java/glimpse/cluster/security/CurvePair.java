package glimpse.cluster.security;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.KeyAgreement;
import org.zeromq.ZMQ;

/**
 * A key pair for ZeroMQ's CURVE, both keys in ZeroMQ's own writing, Z85: 40 characters for 32 bytes.
 *
 * @param publicKey what others know this member by
 * @param secretKey what only it has
 */
public record CurvePair(String publicKey, String secretKey) {
    private static final String ALGORITHM = "X25519";
    private static final int KEY_BYTES = 32;
    private static final long MAX_FILE_BYTES = 64 * 1024;
    private static final Pattern Z85 = Pattern.compile("[0-9A-Za-z.:+=^!/*?&<>()\\[\\]{}@%$#-]{40}");
    private static final Pattern IN_CERTIFICATE = Pattern.compile("(?m)^\\s*secret-key\\s*=\\s*\"([^\"\\s]{40})\"");

    /** A new pair. */
    public static CurvePair random() {
        byte[] secret = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(secret);
        return ofSecret(ZMQ.Curve.z85Encode(secret));
    }

    /** The pair of this secret key; an {@link IllegalArgumentException} if it is none. */
    public static CurvePair ofSecret(String secretKey) {
        requireKey(secretKey);
        return new CurvePair(ZMQ.Curve.z85Encode(publicOf(ZMQ.Curve.z85Decode(secretKey))), secretKey);
    }

    /**
     * Reads a ZeroMQ certificate (what {@link #certificate} writes, and CZMQ's tools do), or a file with nothing but a secret key.
     *
     * @throws IOException if the file cannot be read or has no secret key
     */
    public static CurvePair read(Path file) throws IOException {
        if (Files.size(file) > MAX_FILE_BYTES) {
            throw new IOException(Files.size(file) + " bytes (expected: at most " + MAX_FILE_BYTES + ")");
        }
        String text = Files.readString(file, US_ASCII);
        Matcher certificate = IN_CERTIFICATE.matcher(text);
        try {
            return ofSecret(certificate.find() ? certificate.group(1) : text.strip());
        } catch (IllegalArgumentException e) {
            throw new IOException("no secret-key = \"…\" of 40 characters in it", e);
        }
    }

    /** Refuses what is no key in Z85. */
    static String requireKey(String key) {
        if (!Z85.matcher(key).matches()) {
            throw new IllegalArgumentException("key of " + key.length() + " characters (expected: 40 of Z85)");
        }
        return key;
    }

    /** RFC 7748, section 6.1: the secret times the base point 9. */
    private static byte[] publicOf(byte[] secret) {
        try {
            KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
            KeyAgreement product = KeyAgreement.getInstance(ALGORITHM);
            product.init(keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, secret)));
            product.doPhase(
                    keys.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, BigInteger.valueOf(9))), true);
            return product.generateSecret();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    /** The pair as a ZeroMQ certificate (RFC 4), for a file that only its owner may read. */
    public String certificate() {
        return """
                # A CURVE key pair: whoever has this file can be a member of the cluster.
                curve
                    public-key = "%s"
                    secret-key = "%s"
                """.formatted(publicKey, secretKey);
    }

    /** Hides the secret. */
    @Override
    public String toString() {
        return "CURVE pair of " + publicKey;
    }
}
