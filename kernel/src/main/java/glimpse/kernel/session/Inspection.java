package glimpse.kernel.session;

/**
 * What is known of a name.
 *
 * @param signature one or more lines
 * @param javadoc the raw comment, empty if none was found or asked for
 */
public record Inspection(String signature, String javadoc) {}
