package glimpse.kernel.display;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A MIME bundle: the same value in several representations, as Jupyter's {@code display_data} has it. Immutable.
 *
 * @param data MIME type to content: text, base64 for binary types, a JSON tree (maps, lists) for {@code application/…json}
 * @param metadata Jupyter's metadata, usually empty
 */
public record DisplayData(Map<String, Object> data, Map<String, Object> metadata) {
    public static final String TEXT = "text/plain";
    public static final String HTML = "text/html";
    public static final String MARKDOWN = "text/markdown";
    public static final String PNG = "image/png";
    private static final List<String> LATEX_DELIMITERS = List.of("$", "\\(", "\\[", "\\begin{");
    private static final String PROGRESS = "glimpse_progress";

    public DisplayData {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    public static DisplayData of(String mimeType, Object content) {
        return new DisplayData(Map.of(mimeType, content), Map.of());
    }

    public static DisplayData text(String text) {
        return of(TEXT, text);
    }

    /** LaTeX; without a delimiter of mathematics in it, which front ends look for, all of it is one formula. */
    public static DisplayData latex(String latex) {
        boolean delimited = LATEX_DELIMITERS.stream().anyMatch(latex::contains);
        return of("text/latex", delimited ? latex : "$$" + latex.strip() + "$$");
    }

    /** The same bundle with one more representation. */
    public DisplayData with(String mimeType, Object content) {
        Map<String, Object> more = new LinkedHashMap<>(data);
        more.put(mimeType, content);
        return new DisplayData(more, metadata);
    }

    /** The same bundle marked as the state of something that goes on, which a terminal keeps at the bottom. */
    public DisplayData asProgress() {
        return new DisplayData(data, Map.of(PROGRESS, true));
    }

    /** Whether it was marked so. */
    public boolean isProgress() {
        return metadata.containsKey(PROGRESS);
    }

    /** The {@code text/plain} form, empty if there is none. */
    public String text() {
        return data.getOrDefault(TEXT, "").toString();
    }
}
