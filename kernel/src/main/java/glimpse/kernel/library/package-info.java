/**
 * The native code of libraries, kept in the user's cache folder.
 *
 * <p>Read {@link glimpse.kernel.library.NativeLibrary}. Any thread.
 */
package glimpse.kernel.library;
