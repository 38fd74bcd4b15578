package glimpse.server.job;

/** What the core tells the log. Called on the core's thread; must not block. */
public interface JobEvents {
    /** Hears nothing. */
    JobEvents NONE = new JobEvents() {
        @Override
        public void accepted(Job job) {}

        @Override
        public void dropped(Job job) {}
    };

    /** A submission has made a new job. */
    void accepted(Job job);

    /** A job was given up after its last attempt. */
    void dropped(Job job);
}
