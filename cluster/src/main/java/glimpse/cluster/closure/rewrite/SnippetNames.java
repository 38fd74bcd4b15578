package glimpse.cluster.closure.rewrite;

/** How JShell names the classes that it makes; internal names, with slashes. */
public final class SnippetNames {
    private static final String PREFIX = "REPL/";
    private static final String WRAPPER = "REPL/$JShell$";

    private SnippetNames() {}

    /** Whether the class came from a snippet. */
    public static boolean isSnippet(String internalName) {
        return internalName.startsWith(PREFIX);
    }

    /** Whether it is the class around a whole snippet, whose static members are the session's variables and methods. */
    public static boolean isWrapper(String internalName) {
        return internalName.startsWith(WRAPPER) && internalName.indexOf('$', WRAPPER.length()) < 0;
    }
}
