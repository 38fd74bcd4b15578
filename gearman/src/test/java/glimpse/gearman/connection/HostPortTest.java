package glimpse.gearman.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HostPortTest {
    @Test
    void thePortMayBeLeftOut() {
        assertThat(HostPort.parse("host")).isEqualTo(new HostPort("host", 4730));
        assertThat(HostPort.parse("host:1")).isEqualTo(new HostPort("host", 1));
        assertThat(HostPort.parse("[::1]")).isEqualTo(new HostPort("::1", 4730));
        assertThat(HostPort.parse("[::1]:1")).isEqualTo(new HostPort("::1", 1)).hasToString("[::1]:1");
        assertThat(HostPort.parse("::1")).isEqualTo(new HostPort("::1", 4730));
    }

    @Test
    void aListHasCommas() {
        assertThat(HostPort.parseList("a:1, b")).containsExactly(new HostPort("a", 1), new HostPort("b", 4730));
    }

    @Test
    void whatIsNoAddressIsRefused() {
        assertThatThrownBy(() -> HostPort.parse("host:port"))
                .hasMessage("address 'host:port' (expected: host:port)")
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HostPort.parse("[::1]1")).hasMessage("address '[::1]1' (expected: host:port)");
        assertThatThrownBy(() -> HostPort.parse("host:0")).hasMessage("port 0 (expected: 1..65535)");
        assertThatThrownBy(() -> HostPort.parse(" ")).hasMessage("host '' (expected: a name or an address)");
    }
}
