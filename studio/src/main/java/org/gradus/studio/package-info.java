/// The studio: pages over the runs of a folder, and what watches that folder.
package org.gradus.studio;
