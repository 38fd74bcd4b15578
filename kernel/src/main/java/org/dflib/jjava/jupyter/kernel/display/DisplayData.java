package org.dflib.jjava.jupyter.kernel.display;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

/** A value in several forms, to be filled. One thread. */
public class DisplayData {
    private final Map<String, Object> data = new LinkedHashMap<>();
    private final Map<String, Object> metadata = new LinkedHashMap<>();

    public DisplayData() {}

    public DisplayData(String text) {
        putText(text);
    }

    public void putData(String mimeType, Object content) {
        data.put(mimeType, content);
    }

    public void putData(MIMEType type, Object content) {
        putData(type.toString(), content);
    }

    public Object getData(MIMEType type) {
        return data.get(type.toString());
    }

    public boolean hasDataForType(MIMEType type) {
        return data.containsKey(type.toString());
    }

    public void putMetaData(String key, Object value) {
        metadata.put(key, value);
    }

    public void putText(String text) {
        putData(MIMEType.TEXT_PLAIN, text);
    }

    public void putHTML(String html) {
        putData(MIMEType.TEXT_HTML, html);
    }

    public void putMarkdown(String markdown) {
        putData(MIMEType.TEXT_MARKDOWN, markdown);
    }

    public void putLatex(String latex) {
        putData(MIMEType.TEXT_LATEX, latex);
    }

    public void putSVG(String svg) {
        putData(MIMEType.IMAGE_SVG, svg);
    }

    public void putJavaScript(String script) {
        putData(MIMEType.APPLICATION_JAVASCRIPT, script);
    }

    /** The same as a bundle of this program. */
    public glimpse.kernel.display.DisplayData bundle() {
        return new glimpse.kernel.display.DisplayData(data, metadata);
    }

    static DisplayData of(glimpse.kernel.display.DisplayData bundle) {
        DisplayData copy = new DisplayData();
        copy.data.putAll(bundle.data());
        copy.metadata.putAll(bundle.metadata());
        return copy;
    }
}
