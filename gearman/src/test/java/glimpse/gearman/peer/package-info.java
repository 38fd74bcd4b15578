/** Job servers to test against: the C one as a process, and a scripted one. */
package glimpse.gearman.peer;
