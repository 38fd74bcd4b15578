package glimpse.gearman.client;

import glimpse.gearman.connection.HostPort;
import glimpse.gearman.packet.Packet;
import glimpse.gearman.packet.PacketType;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A request whose answer is the answer: ECHO_REQ, GET_STATUS, GET_STATUS_UNIQUE, OPTION_REQ. */
final class Question<T> implements Request {
    private final Packet packet;
    private final PacketType answer;
    private final String routingKey;
    private final Optional<HostPort> onlyServer;
    private final Patience patience;
    private final Function<Packet, T> reading;
    private final long sinceNanos = System.nanoTime();
    private final CompletableFuture<T> future = new CompletableFuture<>();

    /** Whether it waits for a server where none is. */
    enum Patience {
        NONE,
        SOME
    }

    private Question(
            Packet packet,
            PacketType answer,
            String routingKey,
            Optional<HostPort> onlyServer,
            Patience patience,
            Function<Packet, T> reading) {
        this.packet = packet;
        this.answer = answer;
        this.routingKey = routingKey;
        this.onlyServer = onlyServer;
        this.patience = patience;
        this.reading = reading;
    }

    /** ECHO_REQ; without patience it tells whether a server is there now. */
    static Question<byte[]> echo(byte[] data, Patience patience) {
        return new Question<>(
                Packet.of(PacketType.ECHO_REQ).withData(data),
                PacketType.ECHO_RES,
                "",
                Optional.empty(),
                patience,
                Packet::data);
    }

    static Question<JobStatus> status(SubmittedJob job) {
        return new Question<>(
                Packet.of(PacketType.GET_STATUS, job.handle().bytes()),
                PacketType.STATUS_RES,
                "",
                Optional.of(job.server()),
                Patience.SOME,
                p -> statusOf(p, 0));
    }

    static Question<JobStatus> statusUnique(String unique) {
        return new Question<>(
                Packet.of(PacketType.GET_STATUS_UNIQUE, unique),
                PacketType.STATUS_RES_UNIQUE,
                unique,
                Optional.empty(),
                Patience.SOME,
                p -> statusOf(p, Decimal.parse(p.text(5))));
    }

    static Question<Boolean> option(String option) {
        return new Question<>(
                Packet.of(PacketType.OPTION_REQ, option),
                PacketType.OPTION_RES,
                "",
                Optional.empty(),
                Patience.NONE,
                p -> true);
    }

    private static JobStatus statusOf(Packet p, long clients) {
        return new JobStatus(
                p.text(1).equals("1"),
                p.text(2).equals("1"),
                Decimal.parse(p.text(3)),
                Decimal.parse(p.text(4)),
                clients);
    }

    CompletableFuture<T> future() {
        return future;
    }

    @Override
    public Packet packet() {
        return packet;
    }

    @Override
    public PacketType answer() {
        return answer;
    }

    @Override
    public String routingKey() {
        return routingKey;
    }

    @Override
    public Optional<HostPort> onlyServer() {
        return onlyServer;
    }

    @Override
    public boolean isPatient() {
        return patience == Patience.SOME;
    }

    @Override
    public long sinceNanos() {
        return sinceNanos;
    }

    @Override
    public void answered(HostPort server, Packet answerPacket) {
        future.complete(reading.apply(answerPacket));
    }

    @Override
    public void refused(RefusedException reason) {
        future.completeExceptionally(reason);
    }

    @Override
    public void disconnected(IOException cause) {
        future.completeExceptionally(cause);
    }
}
