/**
 * The interpreter that the front ends use: a cell is cut into magics and Java, run in order, and its value rendered.
 *
 * <p>Read {@link glimpse.kernel.interpreter.JavaInterpreter} first. A cell runs on the front end's thread and on the session's; interrupts
 * and analysis come from any thread. Nothing here knows a front end.
 */
package glimpse.kernel.interpreter;
