/**
 * The cluster's commands in both spellings: {@code glimpse cluster worker -n 4} and the original's {@code glimpse-cluster
 * LaunchWorker 4}.
 *
 * <p>Read {@link glimpse.launcher.cluster.ClusterCommand} first. Every command is a small class that runs on the main thread and
 * returns its exit status; what it does is in the broker's, the worker's and the cluster's rooms. Source: the original's manual page
 * of {@code glimpse-cluster} and its ping table.
 */
package glimpse.launcher.cluster;
