package glimpse.cluster.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ClusterKeyTest {
    private static final byte[] PAYLOAD = "hello".getBytes(StandardCharsets.UTF_8);

    @Test
    void sealedPayloadOpensWithTheSameKey() throws ForgedPayloadException {
        ClusterKey key = ClusterKey.random();
        assertThat(key.open(key.seal(PAYLOAD))).isEqualTo(PAYLOAD);
        assertThat(ClusterKey.none().open(ClusterKey.none().seal(PAYLOAD))).isEqualTo(PAYLOAD);
    }

    /** The bytes by an independent tool: printf '\x01payload\0hello' | openssl dgst -sha256 -hmac secret. */
    @Test
    void sealIsVersionMacPayload() {
        assertThat(HexFormat.of().formatHex(ClusterKey.of("secret").seal(PAYLOAD)))
                .isEqualTo("01" + "629f3742c241efd1b7e478098a6058b414cc91765318eb96d9a4410da9486197" + "68656c6c6f");
        assertThat(HexFormat.of().formatHex(ClusterKey.none().seal(PAYLOAD))).isEqualTo("0068656c6c6f");
    }

    @Test
    void everyChangedByteIsRefused() {
        ClusterKey key = ClusterKey.of("secret");
        byte[] sealed = key.seal(PAYLOAD);
        for (int i = 0; i < sealed.length; i++) {
            byte[] forged = sealed.clone();
            forged[i] ^= 1;
            assertThatThrownBy(() -> key.open(forged)).isInstanceOf(ForgedPayloadException.class);
        }
        for (int length = 0; length < sealed.length; length++) {
            byte[] cut = Arrays.copyOf(sealed, length);
            assertThatThrownBy(() -> key.open(cut)).isInstanceOf(ForgedPayloadException.class);
        }
    }

    @Test
    void unsignedAndSignedDoNotMix() {
        byte[] unsigned = ClusterKey.none().seal(PAYLOAD);
        byte[] signed = ClusterKey.of("secret").seal(PAYLOAD);
        assertThatThrownBy(() -> ClusterKey.of("secret").open(unsigned))
                .hasMessage("payload is not signed (expected: a signature by this cluster's key)");
        assertThatThrownBy(() -> ClusterKey.of("other").open(signed))
                .hasMessage("payload is signed by another key (expected: a signature by this cluster's key)");
        assertThatThrownBy(() -> ClusterKey.none().open(signed))
                .hasMessage("payload is signed, but there is no key here"
                        + " (expected: the cluster's key or key_file in [client])");
    }

    @Test
    void signatureIsForOnePurposeAndOneDivisionIntoParts() {
        ClusterKey key = ClusterKey.of("secret");
        byte[] ab = {1, 2};
        byte[] c = {3};
        byte[] signature = key.sign("command", ab, c);
        assertThatThrownBy(() -> key.verify("log", signature, ab, c)).isInstanceOf(ForgedPayloadException.class);
        assertThatThrownBy(() -> key.verify("command", signature, new byte[] {1}, new byte[] {2, 3}))
                .isInstanceOf(ForgedPayloadException.class);
    }

    @Test
    void keyIsNotPrinted() {
        assertThat(ClusterKey.of("secret")).hasToString("key of 6 bytes");
    }

    @Test
    void refusalsAreCounted() {
        Refusals refusals = new Refusals("a test's door");
        for (int i = 0; i < 11; i++) {
            refusals.refused("a test");
        }
        assertThat(refusals.count()).isEqualTo(11);
    }
}
