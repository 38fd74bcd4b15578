/**
 * The command line: every {@code main} of the project, and the wiring of parts that must not know each other.
 *
 * <p>Read {@link glimpse.launcher.GlimpseMain} first. Runs on the main thread. Only here do job server, broker, worker and kernel
 * meet in one class path.
 */
package glimpse.launcher;
