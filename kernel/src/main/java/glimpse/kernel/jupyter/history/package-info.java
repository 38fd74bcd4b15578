/**
 * What was typed, kept across sessions in SQLite.
 *
 * <p>Read {@link glimpse.kernel.jupyter.history.History}. One thread, {@code jupyter-history}, owns the database; a running cell never
 * waits for a disk. Nothing here knows a Jupyter message.
 */
package glimpse.kernel.jupyter.history;
