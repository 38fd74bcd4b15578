package glimpse.server.connection;

import io.netty.buffer.ByteBuf;

/**
 * What the connections of one I/O thread share.
 *
 * @param events the way to the processing
 * @param watch looks after them; the I/O thread's
 * @param traffic counts, of the whole server
 * @param input what sockets read into, one after the other
 * @param chunk the bytes that are being decoded; nobody else may write to it meanwhile
 */
@SuppressWarnings("ArrayRecordComponent")
record IoThread(Events events, Processing processing, Watch watch, Traffic traffic, ByteBuf input, byte[] chunk) {}
