package org.gradus.report;

import java.util.List;
import org.gradus.clinic.Consultation;
import org.gradus.detect.Evidence;
import org.gradus.detect.Verdict;
import org.gradus.story.Story;

/// One of two trainings that are compared.
///
/// @param run what it is called, such as a run's id
/// @param evidence what was measured
/// @param verdict what the doctor thinks of it
/// @param data the hash of its data
/// @param command the command that made it; empty when that is not known
/// @param made how else it was made: data, machine and time, in order
public record Compared(
        String run, Evidence evidence, Verdict verdict, String data, String command, List<Story.Fact> made) {
    public Compared {
        made = List.copyOf(made);
    }

    /// A network as it was given to the doctor.
    public static Compared of(Consultation c, ReportFacts facts, String data) {
        return new Compared(facts.run(), c.evidence(), c.verdict(), data, facts.command(), facts.made());
    }

    /// The network that a doctor cured. Its samples are the patient's, whatever rescales them.
    public static Compared of(Consultation.Cure cure, ReportFacts facts, String data) {
        String run = facts.run() + ", cured";
        return new Compared(run, cure.evidence(), cure.verdict(), data, facts.command(), facts.made());
    }
}
