/** Placeholder. */
package glimpse.broker;
