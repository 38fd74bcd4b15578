package glimpse.gearman.client;

import glimpse.gearman.connection.HostPort;
import glimpse.gearman.peer.AgainstAScriptedServer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A client of the scripted server; what it asks for has to be in the script, and nothing else. */
abstract class ScriptedClient extends AgainstAScriptedServer {
    static void submit(GearmanClient client, Job job, JobListener listener) {
        CompletableFuture<SubmittedJob> unused = client.submit(job, listener);
    }

    /** Without the {@code OPTION_REQ} for exceptions, which would begin each script. */
    ClientOptions plain() {
        return options(server.address());
    }

    static ClientOptions options(HostPort... servers) {
        return ClientOptions.of(List.of(servers)).withoutExceptions();
    }

    GearmanClient client(ClientOptions options) {
        return opening(new GearmanClient(options));
    }

    static Job job(String function, String workload) {
        return Job.of(function, bytes(workload));
    }

    static <T> T await(CompletableFuture<T> future) throws Exception {
        return future.get(60, TimeUnit.SECONDS);
    }
}
