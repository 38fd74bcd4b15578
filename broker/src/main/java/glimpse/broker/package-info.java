/**
 * The broker: two forwarders between the front ends and the workers of a cluster.
 *
 * <p>Read {@link glimpse.broker.Broker} first. Each forwarder is a thread that owns its two sockets. The broker knows no key and reads
 * no message: it passes frames on, and subscriptions the other way. What it may use of the cluster module is the
 * configuration and the sockets. Source: the manual's "Config File Format", the ZeroMQ guide on XPUB and XSUB.
 */
package glimpse.broker;
