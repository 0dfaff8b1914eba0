/// What every page of the studio shares: the bar around it, style sheets and scripts, and controls whose state is the
/// address.
package org.gradus.studio.page;
