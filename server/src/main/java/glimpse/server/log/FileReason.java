package glimpse.server.log;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file could not be used, in the system's words: what Java throws often has the file's name only. */
public final class FileReason {
    private FileReason() {}

    public static String of(Exception failure) {
        if (failure instanceof NoSuchFileException) {
            return "No such file or directory";
        }
        if (failure instanceof AccessDeniedException) {
            return "Permission denied";
        }
        String reason = failure instanceof FileSystemException file ? file.getReason() : null;
        return reason == null ? failure.getMessage() : reason;
    }
}
