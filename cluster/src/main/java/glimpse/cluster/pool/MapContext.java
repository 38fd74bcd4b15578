package glimpse.cluster.pool;

import glimpse.cluster.security.ClusterKey;

/**
 * What the maps of one pool share.
 *
 * @param session the pool's name on the wire
 * @param key seals and opens payloads
 * @param maxRetries how often a chunk is submitted again
 * @param maxPacketSize the most bytes in a packet; larger inputs are fetched by the workers in parts
 * @param servers the way to the workers
 * @param images has at hand what they fetch
 * @param permits of its chunks
 * @param patience with lines that are late
 * @param noWorker what to tell the user while no worker is there
 */
record MapContext(
        String session,
        ClusterKey key,
        int maxRetries,
        int maxPacketSize,
        JobServers servers,
        ImageServer images,
        Permits permits,
        LogPatience patience,
        String noWorker) {}
