/** Job servers to test against: the C one as a process, and a scripted one; what the dialling side does with any of them. */
package glimpse.gearman.peer;
