package glimpse.launcher;

import glimpse.server.command.GearmandCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code glimpse gearmand}: the job server; its options are read by itself, as gearmand(8) has them. */
@Command(name = "gearmand", description = "The job server; options as in gearmand(8): glimpse gearmand --help.")
final class GearmandSubcommand implements Callable<Integer> {
    @Unmatched
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() {
        return GearmandCommand.run(arguments.toArray(String[]::new));
    }
}
