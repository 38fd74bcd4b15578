package glimpse.launcher.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import glimpse.cluster.closure.Sha256;
import glimpse.cluster.config.ClusterConfig;

/**
 * What is run on a host to start and stop its worker. A cluster has a folder there, {@code ~/.local/state/glimpse/nodes/NAME}, with its
 * configuration, its supervisor's process id and its log; NAME comes from the cluster's addresses.
 */
final class RemoteScripts {
    private final String prologue;

    RemoteScripts(ClusterConfig config) {
        String addresses = config.client().jobServers() + " " + config.client().channels();
        prologue = """
                set -eu
                umask 077
                folder=${XDG_STATE_HOME:-$HOME/.local/state}/glimpse/nodes/%s
                runs() {
                    pid=$(cat "$folder/pid" 2>/dev/null) && [ -n "$pid" ] && tr '\\0' ' ' </proc/"$pid"/cmdline 2>/dev/null | grep -qF "$folder/config.ini"
                }
                """.formatted(Sha256.hex(addresses.getBytes(UTF_8)).substring(0, 12));
    }

    /** Takes the configuration from its input. */
    String start(String program, Integer slots) {
        return prologue + """
                program=%s
                command -v "$program" >/dev/null || { echo "no $program here (expected: Glimpse at that place, or another place by --program)"; exit 3; }
                if runs; then echo "runs already, pid $pid"; exit 0; fi
                mkdir -p "$folder"
                cat >"$folder/config.ini"
                nohup "$program" cluster -c "$folder/config.ini" worker %s >"$folder/worker.log" 2>&1 </dev/null &
                echo $! >"$folder/pid"
                echo "started, pid $(cat "$folder/pid")"
                """.formatted(quoted(program), slots == null ? "" : "-n " + slots);
    }

    /** Lets the worker end its chunks for ten seconds. */
    String stop() {
        return prologue + """
                if ! runs; then echo "did not run"; exit 0; fi
                kill "$pid"
                left=100
                while runs && [ $left -gt 0 ]; do sleep 0.1; left=$((left - 1)); done
                if runs; then kill -9 "$pid"; echo "killed, pid $pid"; else echo "stopped, pid $pid"; fi
                rm -f "$folder/pid" "$folder/config.ini"
                """;
    }

    /** The end of the worker's log. */
    String log() {
        return prologue + "runs || echo 'has ended; its log ends with:'\ntail -n 3 \"$folder/worker.log\"\n";
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
