/// Trainings and examinations that go on in the studio's own process, and can be steered from a page.
package org.gradus.studio.live;
