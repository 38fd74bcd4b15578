/**
 * The built distribution, run as a user runs it: real processes, real sockets, real peers.
 *
 * <p>Read {@link glimpse.endtoend.Program} first. Every test ends what it started by process id; nothing listens but on loopback.
 */
package glimpse.endtoend;
