package glimpse.kernel.magic;

/** A piece of a cell: Java, or a magic. Immutable. */
public sealed interface Part {

    /** The line of the cell it begins on, from 1. */
    int line();

    /** Java snippets, as typed. */
    record Java(int line, String code) implements Part {}

    /** {@code %name arguments}, to the end of the line. */
    record LineMagic(int line, String name, String arguments) implements Part {}

    /** {@code %%name arguments} and the rest of the cell below it. */
    record CellMagic(int line, String name, String arguments, String body) implements Part {}

    /** {@code !command}, to the end of the line. */
    record ShellCommand(int line, String command) implements Part {}
}
