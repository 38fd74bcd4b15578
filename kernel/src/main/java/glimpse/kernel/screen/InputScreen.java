package glimpse.kernel.screen;

import java.io.BufferedReader;

/** A screen whose input can be read to its end: a pipe, a file. */
public interface InputScreen extends Screen {

    /** The one reader of the input; whoever reads from it must use it. */
    BufferedReader input();
}
