package glimpse.worker.slot;

import glimpse.cluster.task.PartRequest;

/** Where a chunk's image and the jars of that are had. */
@FunctionalInterface
interface ImageSource {
    /** The whole of it; the caller checks that it is what it asked for. */
    byte[] fetch(PartRequest.Kind kind, String hash) throws UnavailableException, InterruptedException;
}
