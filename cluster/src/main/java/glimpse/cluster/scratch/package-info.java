/**
 * Files that live no longer than this process.
 *
 * <p>{@link glimpse.cluster.scratch.Scratch} is all of it. Any thread. It knows nothing of what is kept there.
 */
package glimpse.cluster.scratch;
