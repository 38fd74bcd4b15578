package glimpse.server.admin;

/** What a server can say of itself. */
public interface ServerFacts {
    String version();

    long pid();

    /** FATAL, ALERT, CRITICAL, ERROR, WARNING, NOTICE, INFO or DEBUG. */
    String verbosity();
}
