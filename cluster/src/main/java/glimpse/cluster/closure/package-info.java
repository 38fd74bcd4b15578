/**
 * Functions made ready to travel: a session's classes rewritten, a function and what it reaches captured into an image, the image
 * loaded in another JVM, and the values that go with it.
 *
 * <p>Read {@link glimpse.cluster.closure.SessionClasses} first. Any thread may call; nothing here starts one. Nothing here knows JShell,
 * Gearman or ZeroMQ. The facts behind it were measured on JDK 17 and 25 ({@code docs/adr}).
 */
package glimpse.cluster.closure;
