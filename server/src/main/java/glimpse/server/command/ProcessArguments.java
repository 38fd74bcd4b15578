package glimpse.server.command;

import picocli.CommandLine.Option;

/** Options about the process: how it runs in its operating system. */
final class ProcessArguments {
    @Option(names = "--coredump", description = "Whether to create a core file when the process crashes.")
    boolean coredump;

    @Option(
            names = {"-d", "--daemon"},
            description = "Daemon, detach and run in the background.")
    boolean daemon;

    @Option(
            names = {"-f", "--file-descriptors"},
            paramLabel = "n",
            description =
                    "Number of file descriptors to allow for the process (total connections will be slightly less)."
                            + " Default is max allowed for user.")
    Long fileDescriptors;

    @Option(
            names = {"-P", "--pid-file"},
            paramLabel = "file",
            description = "File to write the process id to.")
    String pidFile;

    @Option(
            names = {"-u", "--user"},
            paramLabel = "name",
            description = "Switch to given user after startup.")
    String user = "";

    /** 0 for what the user may have anyway. */
    long fileDescriptors() {
        return fileDescriptors == null ? 0 : fileDescriptors;
    }
}
