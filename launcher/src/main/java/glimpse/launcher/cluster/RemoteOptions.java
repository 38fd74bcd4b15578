package glimpse.launcher.cluster;

import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.config.ConfigException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which hosts, and how they are reached. */
final class RemoteOptions {
    @Option(
            names = "--hosts",
            required = true,
            split = ",",
            paramLabel = "HOST",
            description = "The machines, with commas: host or user@host.")
    private List<String> hosts = new ArrayList<>();

    @Option(
            names = "--ssh",
            paramLabel = "COMMAND",
            defaultValue = "ssh",
            description = "The command that reaches them, with its options (default: ${DEFAULT-VALUE}).")
    private String ssh;

    List<String> names() {
        return hosts;
    }

    /** The hosts, unless they could never reach the cluster's addresses. */
    RemoteHosts of(ClusterConfig config) {
        boolean here = hosts.stream().allMatch(host -> host.matches("(.*@)?(localhost|127\\.[0-9.]+|::1)"));
        boolean hasLoopback = config.client().channels().isLoopback()
                || config.client().jobServers().stream().anyMatch(server -> server.isLoopback());
        if (hasLoopback && !here) {
            throw new ConfigException("[client] has addresses of this machine alone, such as "
                    + config.client().jobServers().get(0)
                    + " (expected: addresses that " + String.join(", ", hosts) + " can reach)");
        }
        try {
            return new RemoteHosts(ssh, hosts);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(e.getMessage());
        }
    }
}
