/**
 * The Gearman protocol: {@code packet} has the packets and their bytes, {@code client}, {@code worker} and {@code admin} the dialling
 * side.
 */
package glimpse.gearman;
