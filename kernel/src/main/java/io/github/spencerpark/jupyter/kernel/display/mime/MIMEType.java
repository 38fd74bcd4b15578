package io.github.spencerpark.jupyter.kernel.display.mime;

/** A kind of content: notebooks for IJava name its constants by this class. */
public class MIMEType extends org.dflib.jjava.jupyter.kernel.display.mime.MIMEType {
    protected MIMEType(String name) {
        super(name);
    }
}
