/** Placeholder. */
package glimpse.launcher;
