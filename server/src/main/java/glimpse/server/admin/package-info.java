/**
 * The text commands on the gear port, as {@code gearadmin} and telnet send them.
 *
 * <p>Read {@link glimpse.server.admin.AdminCommands}. The core's thread runs it. It must not use sockets: a line comes in, a reply goes
 * out.
 *
 * <p>Source: the administrative part of gearmand's PROTOCOL text, replies as the C server gives them to the byte.
 */
package glimpse.server.admin;
