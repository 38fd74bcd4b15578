package glimpse.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The two examples of the manual, with their hosts replaced by loopback and free ports; the second with a key, so that its chunks need permits. */
enum Topology {
    DIRECT {
        @Override
        String text(int jobServer, List<Integer> ports) {
            return """
                [client]

                   job_server_url = 127.0.0.1:%d
                   command_backend_url = tcp://127.0.0.1:%d
                   log_frontend_url = tcp://127.0.0.1:%d
                   command_frontend_url = tcp://127.0.0.1:%d
                   log_backend_url = tcp://127.0.0.1:%d
                """.formatted(jobServer, ports.get(0), ports.get(1), ports.get(0), ports.get(1));
        }
    },
    BROKER {
        @Override
        String text(int jobServer, List<Integer> ports) {
            return """
                [client]

                   key = correct horse battery staple
                   job_server_url = 127.0.0.1:%d
                   command_backend_url = tcp://127.0.0.1:%d
                   log_frontend_url = tcp://127.0.0.1:%d
                   command_frontend_url = tcp://127.0.0.1:%d
                   log_backend_url = tcp://127.0.0.1:%d

                [server]

                   command_backend_url = tcp://127.0.0.1:%d
                   command_frontend_url = tcp://127.0.0.1:%d
                   log_backend_url = tcp://127.0.0.1:%d
                   log_frontend_url = tcp://127.0.0.1:%d
                """.formatted(
                            jobServer,
                            ports.get(1),
                            ports.get(2),
                            ports.get(0),
                            ports.get(3),
                            ports.get(1),
                            ports.get(0),
                            ports.get(3),
                            ports.get(2));
        }
    };

    abstract String text(int jobServer, List<Integer> ports);

    /** Writes {@code config.ini} for a job server that listens on {@code jobServerPort}. */
    Path write(Path folder, int jobServerPort) {
        try {
            return Files.writeString(folder.resolve("config.ini"), text(jobServerPort, FreePorts.some(4)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
