package org.dflib.jjava.jupyter.kernel.display.mime;

import java.util.Objects;

/** A kind of content, such as {@code text/html}; {@code *} stands for all, or for all of a group. Immutable. */
public class MIMEType {
    public static final MIMEType ANY = new MIMEType("*");
    public static final MIMEType TEXT_PLAIN = new MIMEType("text/plain");
    public static final MIMEType TEXT_HTML = new MIMEType("text/html");
    public static final MIMEType TEXT_MARKDOWN = new MIMEType("text/markdown");
    public static final MIMEType TEXT_LATEX = new MIMEType("text/latex");
    public static final MIMEType TEXT_CSS = new MIMEType("text/css");
    public static final MIMEType IMAGE_PNG = new MIMEType("image/png");
    public static final MIMEType IMAGE_JPEG = new MIMEType("image/jpeg");
    public static final MIMEType IMAGE_GIF = new MIMEType("image/gif");
    public static final MIMEType IMAGE_SVG = new MIMEType("image/svg+xml");
    public static final MIMEType APPLICATION_JSON = new MIMEType("application/json");
    public static final MIMEType APPLICATION_JAVASCRIPT = new MIMEType("application/javascript");
    public static final MIMEType APPLICATION_PDF = new MIMEType("application/pdf");
    public static final MIMEType APPLICATION_XML = new MIMEType("application/xml");

    private final String name;

    protected MIMEType(String name) {
        this.name = name;
    }

    public static MIMEType parse(String name) {
        return new MIMEType(name.strip());
    }

    /** Whether this is the other, or a pattern that the other matches. */
    public boolean includes(MIMEType other) {
        return name.equals("*")
                || name.equals("*/*")
                || name.equals(other.name)
                || (name.endsWith("/*") && other.name.startsWith(name.substring(0, name.length() - 1)));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MIMEType type && name.equals(type.name);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
