/** Placeholder. */
package glimpse.worker;
