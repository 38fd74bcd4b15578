/**
 * The command line of gearmand: options, config file, signals, pid file, exit codes.
 *
 * <p>Read {@link glimpse.server.command.GearmandCommand} first. The calling thread runs it until the server stops.
 *
 * <p>Source: gearmand(8), and the C server's behaviour for what the page leaves open.
 */
package glimpse.server.command;
