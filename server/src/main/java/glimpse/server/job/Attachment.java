package glimpse.server.job;

/** One client that waits for one job. Linked in the job's clients, newest first, and in the client's jobs. */
final class Attachment {
    final Peer client;
    final Job job;

    Attachment nextOfJob;
    Attachment previousOfClient;
    Attachment nextOfClient;

    Attachment(Peer client, Job job) {
        this.client = client;
        this.job = job;
    }
}
