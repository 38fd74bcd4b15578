package glimpse.kernel.dependency;

import java.util.Locale;
import java.util.function.Consumer;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferEvent;

/** Tells each library that was downloaded, with its size. Called by the resolver's threads. */
final class Downloads extends AbstractTransferListener {
    private static final double KILOBYTE = 1024;

    private final Consumer<String> progress;

    Downloads(Consumer<String> progress) {
        this.progress = progress;
    }

    @Override
    public void transferSucceeded(TransferEvent event) {
        String name = event.getResource().getResourceName();
        if (name.endsWith(".jar")) {
            double size = event.getTransferredBytes() / KILOBYTE;
            progress.accept(String.format(
                    Locale.ROOT, "downloaded %s (%.0f KB)", name.substring(name.lastIndexOf('/') + 1), size));
        }
    }
}
