package glimpse.server.job;

/**
 * The other end of one connection, as the core sees it: client and worker at once, for it may be both. Belongs to the core's thread.
 */
public final class Peer implements Comparable<Peer> {
    /** Where it is in the dance of PRE_SLEEP and NOOP. */
    enum Sleep {
        AWAKE,
        /** Has said PRE_SLEEP and wants a NOOP. */
        ASLEEP,
        /** Has been sent NOOP and has not grabbed since. */
        WOKEN
    }

    private static final Bytes NO_ID = Bytes.of("-");

    final int number;
    final String address;
    final Answers answers;

    Bytes clientId = NO_ID;
    boolean exceptions;
    /** Whether it wants to hear when a job that it runs is cancelled. */
    boolean jobCancel;

    Sleep sleep = Sleep.AWAKE;

    /** The job whose time is limited, null while there is none. */
    Job timedJob;

    /** When its time is up, on the clock of {@link JobServer#tick}. */
    long deadlineMillis;

    final JobList jobs = new JobList();
    /** How many jobs it has been given. */
    int jobsGiven;
    /** Its offer that was served last out of the order, or null. */
    private Registration turn;

    private Registration newest;
    private Registration oldest;
    private Attachment attachments;

    Peer(int number, String address, Answers answers, boolean exceptions) {
        this.number = number;
        this.address = address;
        this.answers = answers;
        this.exceptions = exceptions;
    }

    /** Whether it is connected by the loopback device. */
    public boolean isOnThisMachine() {
        return address.startsWith("127.") || address.equals("::1");
    }

    /** The way out to it. */
    public Answers answers() {
        return answers;
    }

    /** Whether it has announced a function. */
    public boolean isWorker() {
        return newest != null;
    }

    /** Whether it has been sent NOOP and has not grabbed since. */
    public boolean isWoken() {
        return sleep == Sleep.WOKEN;
    }

    /** Its latest offer, or null; {@link Registration#older} leads to the others. */
    Registration newest() {
        return newest;
    }

    /** Its earliest offer, or null; {@link Registration#newer} leads to the others. */
    Registration oldest() {
        return oldest;
    }

    void addRegistration(Registration r) {
        r.older = newest;
        r.newer = null;
        if (newest == null) {
            oldest = r;
        } else {
            newest.newer = r;
        }
        newest = r;
    }

    /** The offer whose turn it is next, after {@link #served}; null if there is none. */
    Registration turn() {
        Registration last = turn == null ? oldest : turn;
        return last == null || last.newer == null ? oldest : last.newer;
    }

    /** An offer had its turn. */
    void served(Registration r) {
        turn = r;
    }

    void removeRegistration(Registration r) {
        if (turn == r) {
            turn = r.older;
        }
        if (r.newer == null) {
            newest = r.older;
        } else {
            r.newer.older = r.older;
        }
        if (r.older == null) {
            oldest = r.newer;
        } else {
            r.older.newer = r.newer;
        }
    }

    /** Puts an offer behind all others, for round-robin. */
    void moveToOldest(Registration r) {
        if (r == oldest) {
            return;
        }
        removeRegistration(r);
        r.newer = oldest;
        r.older = null;
        oldest.older = r;
        oldest = r;
    }

    Attachment firstAttachment() {
        return attachments;
    }

    /** Makes this client wait for the job, as the newest of those who do. */
    void attach(Job job) {
        Attachment a = new Attachment(this, job);
        a.nextOfJob = job.attachments;
        job.attachments = a;
        a.nextOfClient = attachments;
        if (attachments != null) {
            attachments.previousOfClient = a;
        }
        attachments = a;
    }

    /** Unlinks an attachment from this client's list; the job's list is the caller's business. */
    void forget(Attachment a) {
        if (a.previousOfClient == null) {
            attachments = a.nextOfClient;
        } else {
            a.previousOfClient.nextOfClient = a.nextOfClient;
        }
        if (a.nextOfClient != null) {
            a.nextOfClient.previousOfClient = a.previousOfClient;
        }
    }

    /** By deadline, for the list of timers. */
    @Override
    public int compareTo(Peer o) {
        int byDeadline = Long.compare(deadlineMillis, o.deadlineMillis);
        return byDeadline != 0 ? byDeadline : Integer.compare(number, o.number);
    }
}
