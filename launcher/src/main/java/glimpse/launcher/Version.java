package glimpse.launcher;

import picocli.CommandLine;

/** The version of this build and of the JDK it runs on, for {@code --version}. */
final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"glimpse " + Release.version() + " (Java " + Runtime.version() + ")"};
    }
}
