/**
 * The cluster's configuration, {@code config.ini}.
 *
 * <p>Read {@link glimpse.cluster.config.ClusterConfig} first. Everything here is immutable once read and belongs to no thread.
 * It opens no socket and resolves no name. The facts are those of the manual page of the Gearman cluster pool and of what the
 * original program read beyond it (docs/guide.md, "config.ini").
 */
package glimpse.cluster.config;
