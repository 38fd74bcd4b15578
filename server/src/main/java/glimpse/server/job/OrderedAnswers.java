package glimpse.server.job;

import glimpse.gearman.packet.PacketType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Answers to one peer of which some take longer than others: what comes after an answer that is still open waits behind it, so that the
 * peer sees all answers in the order of its packets. Belongs to the core's thread.
 */
final class OrderedAnswers implements Answers {
    /** What an answer costs besides its data, in bytes. */
    private static final int ANSWER = 64;

    private final Answers to;
    private final Deque<Open> later = new ArrayDeque<>(0);
    private long heldBytes;
    private boolean gone;

    OrderedAnswers(Answers to) {
        this.to = to;
    }

    /** A place in the row of answers. */
    static final class Open {
        private final OrderedAnswers row;
        private final int bytes;
        private Consumer<Answers> answer;

        private Open(OrderedAnswers row, int bytes, Consumer<Answers> answer) {
            this.row = row;
            this.bytes = bytes;
            this.answer = answer;
        }

        /** Gives the answer; it leaves as soon as all before it have. */
        void close(Consumer<Answers> newAnswer) {
            answer = newAnswer;
            row.giveAllThatAreKnown();
        }
    }

    /** Leaves a place for an answer that is not known yet. */
    Open open() {
        return put(0, null);
    }

    /** The peer is gone: nothing is answered any more. */
    void drop() {
        gone = true;
        later.clear();
    }

    private Open put(int dataBytes, Consumer<Answers> answer) {
        Open open = new Open(this, ANSWER + dataBytes, answer);
        if (!gone) {
            later.add(open);
            heldBytes += open.bytes;
            to.held(heldBytes);
        }
        return open;
    }

    private void give(Consumer<Answers> answer) {
        give(0, answer);
    }

    /** @param dataBytes what it keeps in memory until it leaves */
    private void give(int dataBytes, Consumer<Answers> answer) {
        if (later.isEmpty() && !gone) {
            answer.accept(to);
        } else {
            put(dataBytes, answer);
        }
    }

    /** The bytes for an answer that may have to wait. */
    private Bytes kept(Bytes bytes) {
        return later.isEmpty() && !gone ? bytes : bytes.kept();
    }

    private void giveAllThatAreKnown() {
        boolean given = false;
        while (!later.isEmpty() && later.peek().answer != null) {
            Open first = later.poll();
            heldBytes -= first.bytes;
            given = true;
            first.answer.accept(to);
        }
        if (given) {
            to.held(heldBytes);
        }
    }

    @Override
    public void noop() {
        give(Answers::noop);
    }

    @Override
    public void noJob() {
        give(Answers::noJob);
    }

    @Override
    public void jobCreated(Job job) {
        give(a -> a.jobCreated(job));
    }

    @Override
    public void jobAssign(Job job) {
        give(job.workload().length(), a -> a.jobAssign(job));
    }

    @Override
    public void jobAssignUniq(Job job) {
        give(job.workload().length(), a -> a.jobAssignUniq(job));
    }

    @Override
    public void jobAssignAll(Job job) {
        give(job.workload().length(), a -> a.jobAssignAll(job));
    }

    @Override
    public void work(PacketType type, Bytes handle, Bytes rest) {
        Bytes keptHandle = kept(handle);
        Bytes keptRest = rest == null ? null : kept(rest);
        give(rest == null ? 0 : rest.length(), a -> a.work(type, keptHandle, keptRest));
    }

    @Override
    public void workFail(Job job) {
        give(a -> a.workFail(job));
    }

    @Override
    public void workFailForException(Job job) {
        give(a -> a.workFailForException(job));
    }

    @Override
    public void statusRes(Bytes handle, JobStatus status) {
        Bytes kept = kept(handle);
        give(a -> a.statusRes(kept, status));
    }

    @Override
    public void statusResUnique(Bytes unique, JobStatus status) {
        Bytes kept = kept(unique);
        give(a -> a.statusResUnique(kept, status));
    }

    @Override
    public void echoRes(Bytes data) {
        Bytes kept = kept(data);
        give(data.length(), a -> a.echoRes(kept));
    }

    @Override
    public void optionRes(Bytes option) {
        Bytes kept = kept(option);
        give(a -> a.optionRes(kept));
    }

    @Override
    public void error(ErrorText error) {
        give(a -> a.error(error));
    }

    @Override
    public void text(String reply) {
        give(reply.length(), a -> a.text(reply));
    }

    @Override
    public void held(long bytes) {
        to.held(bytes);
    }
}
