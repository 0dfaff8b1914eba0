/// What the doctor found, drawn and printed: SVG pictures, one HTML file, a page of text, one JSON object.
///
/// Nothing is computed here that a reader could take for a measurement; every number comes from the records of the
/// packages before this one.
package org.gradus.report;
