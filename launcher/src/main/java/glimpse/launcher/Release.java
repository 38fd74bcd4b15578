package glimpse.launcher;

/** The version of this build. */
final class Release {
    private Release() {}

    /** From the jar's manifest; {@code development} when run from classes. */
    static String version() {
        String version = Release.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
