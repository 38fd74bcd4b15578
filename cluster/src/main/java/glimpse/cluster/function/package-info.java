/**
 * Gearman functions of any worker in any language, called from here, and lambdas offered as such functions.
 *
 * <p>{@link glimpse.cluster.function.GearmanFunctions} is all of it. Any thread. What travels are the plain bytes of the Gearman protocol:
 * nothing of Glimpse's own payloads is known here.
 */
package glimpse.cluster.function;
