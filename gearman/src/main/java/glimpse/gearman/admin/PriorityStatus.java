package glimpse.gearman.admin;

/**
 * A line of {@code prioritystatus}.
 *
 * @param function its name
 * @param high jobs that wait in this queue
 * @param normal jobs that wait in this queue
 * @param low jobs that wait in this queue
 * @param workers registrations for it
 */
public record PriorityStatus(String function, long high, long normal, long low, long workers) {
    static PriorityStatus parse(Columns columns) {
        return new PriorityStatus(
                columns.text(0, 4), columns.number(-4), columns.number(-3), columns.number(-2), columns.number(-1));
    }
}
