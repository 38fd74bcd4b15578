/**
 * The admin text protocol, asking side: what a job server has and does, line by line.
 *
 * <p>Read {@link glimpse.gearman.admin.GearmanAdmin} first. One command at a time on one blocking connection; the caller's thread does
 * all.
 *
 * <p>Source: the PROTOCOL text of gearmand, and {@code docs/compatibility.md} for what the C server makes of it.
 */
package glimpse.gearman.admin;
