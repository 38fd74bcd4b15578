package glimpse.launcher;

import picocli.CommandLine;

/** The version of this build and of the JDK it runs on, for {@code --version}. */
final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"glimpse " + project() + " (Java " + Runtime.version() + ")"};
    }

    /** From the jar's manifest; {@code development} when run from classes. */
    static String project() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
