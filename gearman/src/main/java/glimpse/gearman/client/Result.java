package glimpse.gearman.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** Gathers one job's result. Called by one reader thread. */
class Result implements JobListener {
    private final String function;
    private final ByteArrayOutputStream parts = new ByteArrayOutputStream(0);
    private final CompletableFuture<byte[]> future = new CompletableFuture<>();

    Result(String function) {
        this.function = function;
    }

    CompletableFuture<byte[]> future() {
        return future;
    }

    @Override
    public void data(byte[] data) {
        parts.writeBytes(data);
    }

    @Override
    public void complete(byte[] result) {
        if (parts.size() == 0) {
            future.complete(result);
        } else {
            parts.writeBytes(result);
            future.complete(parts.toByteArray());
        }
    }

    @Override
    public void fail() {
        future.completeExceptionally(new JobFailedException(function));
    }

    @Override
    public void exception(byte[] exception) {
        future.completeExceptionally(new JobFailedException(function, exception));
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
