package glimpse.launcher;

import glimpse.server.command.GearmandCommand;

/** The {@code gearmand} program: the job server alone, without the classes of a session. */
public final class GearmandMain {
    private GearmandMain() {}

    public static void main(String[] arguments) {
        ProgramLogging.begin();
        System.exit(GearmandCommand.run(arguments));
    }
}
