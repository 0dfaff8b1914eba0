/// Trainings and examinations that write themselves into run folders, and what is read back from there.
package org.gradus.record;
