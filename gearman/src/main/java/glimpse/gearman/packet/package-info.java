/**
 * The packets of the Gearman protocol: the table of types, the values, and how they become bytes and back.
 *
 * <p>Read {@link glimpse.gearman.packet.PacketType} first: it is the only list of packets in the project. Everything here is immutable
 * or belongs to the caller's thread; nothing here does I/O, blocks or knows a clock.
 *
 * <p>Source: the PROTOCOL text of gearmand, and {@code docs/compatibility.md} for what the C server makes of it.
 */
package glimpse.gearman.packet;
