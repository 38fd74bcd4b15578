package glimpse.cluster.channel;

/** Something that waits to be published: it has a topic and a size, and becomes a message when its turn comes. */
interface Outgoing {
    Topic topic();

    int sizeBytes();

    Message message();

    /** A reply or another message that is ready. */
    record Ready(Message message) implements Outgoing {
        @Override
        public Topic topic() {
            return message.topic();
        }

        @Override
        public int sizeBytes() {
            return message.sizeBytes();
        }
    }

    /** Log lines; their message is written by the publishing thread. */
    record Lines(LogEvent event) implements Outgoing {
        private static final int OVERHEAD_BYTES = 200;

        @Override
        public Topic topic() {
            return Topic.log(event.session());
        }

        @Override
        public int sizeBytes() {
            return OVERHEAD_BYTES + 2 * event.text().length();
        }

        @Override
        public Message message() {
            return event.message();
        }
    }
}
