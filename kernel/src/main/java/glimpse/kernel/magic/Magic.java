package glimpse.kernel.magic;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a magic is called and what it does; on a class that is a {@link MagicAction}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Magic {

    /** Its names, the usual one first, without {@code %}. */
    String[] value();

    /** How to type it, one form per entry, with {@code %} or {@code %%}. */
    String[] usage();

    /** What it does, in a sentence. */
    String help();

    /** What completion offers behind its name, besides the words of {@link #usage}. */
    Arguments arguments() default Arguments.CODE;

    /** What is typed behind a magic's name. */
    enum Arguments {
        /** Java, or names of what Java has declared. */
        CODE,
        FILES
    }
}
