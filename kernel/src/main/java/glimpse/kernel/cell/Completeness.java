package glimpse.kernel.cell;

/** Whether a piece of code can be run as it stands, by Jupyter's {@code is_complete} names. */
public sealed interface Completeness {
    record Complete() implements Completeness {}

    /** More lines are needed; {@code indent} is the white space to begin the next with. */
    record Incomplete(String indent) implements Completeness {}

    record Invalid() implements Completeness {}

    record Unknown() implements Completeness {}
}
