/**
 * The Java session: JShell in this process, which compiles cells and runs them here, with the real objects as results.
 *
 * <p>Read {@link glimpse.kernel.session.JavaSession} first. One cell runs at a time, on a thread that the session makes for it; analysis may
 * be asked from any thread. Nothing here knows magics, rendering or a front end.
 */
package glimpse.kernel.session;
