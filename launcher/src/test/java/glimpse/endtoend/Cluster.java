package glimpse.endtoend;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A job server, a broker where the topology has one, and worker nodes, each a process of its own. */
final class Cluster implements AutoCloseable {
    private final Path config;
    private final JobServer kind;
    private final int jobServerPort;
    private Program jobServer;
    private Program broker;
    private final List<Program> workers = new ArrayList<>();

    private Cluster(JobServer kind, Topology topology, Path folder) {
        this.kind = kind;
        this.jobServerPort = FreePorts.one();
        this.config = topology.write(folder, jobServerPort);
    }

    /** Starts everything; {@code slots} is the number of slots of each worker node. */
    static Cluster start(JobServer kind, Topology topology, Path folder, int nodes, int slots) {
        Cluster cluster = new Cluster(kind, topology, folder);
        try {
            cluster.startJobServer();
            if (topology == Topology.BROKER) {
                cluster.startBroker();
            }
            for (int i = 0; i < nodes; i++) {
                cluster.addWorker(slots);
            }
            return cluster;
        } catch (AssertionError e) {
            cluster.close();
            throw e;
        }
    }

    /** Waits until every worker node's slots are there: who comes later has missed what was said to all. */
    Cluster complete() {
        AdminPort.awaitWorkers(jobServerPort, "glimpse_map", workers.size());
        return this;
    }

    Path config() {
        return config;
    }

    int jobServerPort() {
        return jobServerPort;
    }

    List<Program> workers() {
        return workers;
    }

    void startJobServer() {
        jobServer = kind.start(jobServerPort);
    }

    void killJobServer() {
        jobServer.kill();
        jobServer.exitStatus();
    }

    void startBroker() {
        broker = Program.glimpse("glimpse-cluster", "-v", "-c", config.toString(), "LaunchBroker");
    }

    void killBroker() {
        kill(broker);
    }

    Program addWorker(int slots) {
        Program worker = Program.glimpse(
                "glimpse-cluster", "-v", "-c", config.toString(), "LaunchWorker", Integer.toString(slots));
        workers.add(worker);
        return worker;
    }

    /** The worker JVM itself, below its supervisor. */
    static ProcessHandle workerJvm(Program worker) {
        return worker.handle()
                .children()
                .findFirst()
                .orElseThrow(() -> new AssertionError("the supervisor has no worker JVM; it said:\n" + worker.text()));
    }

    private static void kill(Program program) {
        program.kill();
        program.exitStatus();
    }

    @Override
    public void close() {
        workers.forEach(Program::close);
        if (broker != null) {
            broker.close();
        }
        if (jobServer != null) {
            jobServer.close();
        }
    }
}
