package glimpse.cluster.channel;

/** Obeys commands; called on the receiver's thread, so what takes time is given to another thread and answered from there. */
@FunctionalInterface
public interface CommandHandler {

    /** Obeys and answers once, now or later; what it throws becomes an error in the reply. */
    void handle(Command command, Answer answer);
}
