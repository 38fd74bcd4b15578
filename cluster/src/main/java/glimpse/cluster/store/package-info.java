/**
 * Where detached work is kept: inputs, functions and results, in a folder or a database that front ends and workers reach.
 *
 * <p>Read {@link glimpse.cluster.store.ResultStore} first, which keeps bytes under names, then {@link
 * glimpse.cluster.store.KeptSubmission}, which knows what they mean. Any thread; every call waits for the store. The store is not trusted:
 * what is read from it is opened with the cluster's key or checked against its hash before it is looked at. Layout: docs/protocol.md, section
 * "Detached work".
 */
package glimpse.cluster.store;
