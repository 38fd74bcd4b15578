/**
 * The status page and the metrics, on a port of their own; it only reads.
 *
 * <p>Read {@link glimpse.server.web.WebPort} first. One thread serves all viewers; a {@link glimpse.server.web.Snapshot} is taken on the
 * core's thread when somebody asks, and once a second while somebody watches. It must not touch the core in any other way.
 *
 * <p>Sources: the HTML standard's server-sent events; Prometheus' text exposition format, version 0.0.4.
 */
package glimpse.server.web;
