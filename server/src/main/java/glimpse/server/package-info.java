/** Placeholder. */
package glimpse.server;
