/**
 * The log in the format of gearmand's.
 *
 * <p>Read {@link glimpse.server.log.ServerLog} first. Any thread may log.
 *
 * <pre>
 *   "  ERROR 2026-11-22 06:30:00.000000 [  main ] message -> File.java:12"
 * </pre>
 */
package glimpse.server.log;
