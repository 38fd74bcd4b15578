/**
 * The native code of libraries, kept in the user's cache folder.
 *
 * <p>{@link glimpse.kernel.library.NativeLibrary} is most of it; {@link glimpse.kernel.library.CacheFolder} is where. Any thread.
 */
package glimpse.kernel.library;
