package glimpse.cluster.pool;

import glimpse.cluster.security.ClusterKey;

/**
 * What the maps of one pool share. Immutable.
 *
 * @param session the pool's name on the wire
 * @param key seals and opens payloads
 * @param maxRetries how often a chunk is submitted again
 * @param servers the way to the workers
 */
record MapContext(String session, ClusterKey key, int maxRetries, JobServers servers) {}
