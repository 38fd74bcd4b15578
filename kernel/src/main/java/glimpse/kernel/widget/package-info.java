/**
 * Things to move and press below a cell, each with a value that code can ask for: sliders, lists, fields, buttons, progress.
 *
 * <p>Read {@link glimpse.kernel.widget.Widget} first. They speak ipywidgets' protocol over comms, by way of {@link
 * glimpse.kernel.cell.FrontEndComms}; in a front end without comms they are shown as text. What they cause runs where cells run, one after
 * the other, and is stopped as a cell is.
 *
 * <p>Source: ipywidgets, "Widget messaging protocol 2.1" and "Jupyter widgets: model state".
 */
package glimpse.kernel.widget;
