package glimpse.gearman.admin;

/**
 * A line of {@code status}.
 *
 * @param function its name
 * @param total jobs in the server, running ones included
 * @param running jobs that workers have
 * @param workers registrations for it
 */
public record FunctionStatus(String function, long total, long running, long workers) {
    static FunctionStatus parse(Columns columns) {
        return new FunctionStatus(columns.text(0, 3), columns.number(-3), columns.number(-2), columns.number(-1));
    }
}
