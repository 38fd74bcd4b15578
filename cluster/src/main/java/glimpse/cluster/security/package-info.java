/**
 * The cluster's key: what seals a payload, and what happens to one that is not sealed.
 *
 * <p>Read {@link glimpse.cluster.security.ClusterKey} first. Thread-safe throughout. Nothing received is deserialized before
 * {@code open} or {@code verify} has let it pass. The bytes are drawn in docs/protocol.md, "Seals".
 */
package glimpse.cluster.security;
