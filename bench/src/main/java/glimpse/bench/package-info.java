/** Placeholder. */
package glimpse.bench;
