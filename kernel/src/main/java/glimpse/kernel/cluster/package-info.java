/**
 * The session's cluster: the one that its {@code map} runs on, and what a running map shows in its cell.
 *
 * <p>Read {@link glimpse.kernel.cluster.SessionCluster} first. {@link glimpse.kernel.cluster.ClusterLauncher} is how the program that the
 * session lives in starts a cluster of its own; this package starts no server and no worker. Maps run on the thread of their cell; the
 * cluster is started and connected on a thread of its own.
 */
package glimpse.kernel.cluster;
