package glimpse.cluster.store;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Keeps bytes for submissions, under names. Any thread, of any process on any machine that reaches it; what is put is there for all at once. */
public interface ResultStore extends AutoCloseable {

    /**
     * Keeps the content, unless there is one under that name already: the first stays.
     *
     * @param name of lower case letters, digits, dots and dashes, at most 100
     * @return whether it was the first
     */
    boolean put(String submission, String name, byte[] content) throws IOException;

    /** What is kept under the name; empty if nothing is. */
    Optional<byte[]> get(String submission, String name) throws IOException;

    /** All names of the submission, in no order; none if there is no such submission. */
    List<String> names(String submission) throws IOException;

    /** All submissions, in no order. */
    List<String> submissions() throws IOException;

    /** Forgets one name; nothing happens if it is not there. */
    void remove(String submission, String name) throws IOException;

    /** Forgets all of a submission. */
    void remove(String submission) throws IOException;

    /** Where it is, for people; without a password. */
    @Override
    String toString();

    @Override
    void close();

    /** Refuses what would not do as the name of a file. */
    static String requireName(String name) {
        if (!name.matches("[a-z0-9][a-z0-9.-]{0,99}")) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" (expected: at most 100 lower case letters, digits, dots and dashes)");
        }
        return name;
    }
}
