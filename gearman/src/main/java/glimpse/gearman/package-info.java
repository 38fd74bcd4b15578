/** Placeholder. */
package glimpse.gearman;
