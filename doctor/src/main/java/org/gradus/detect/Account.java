package org.gradus.detect;

import java.util.List;
import java.util.stream.Stream;
import org.gradus.detect.Finding.Found;
import org.gradus.detect.Finding.Measure;

/// What a [Tried] cause that is at work from the first step says of itself, before the numbers
/// that all of them give.
///
/// @param confidence between 0 and 1
/// @param measures what makes it suspected
/// @param gained what a network has had in which the cause was undone, such as `with less dropout`
public record Account(double confidence, List<Measure> measures, String gained, String headline, String why) {
    /// The finding, with what every such cause measures besides.
    ///
    /// @param layers the paths of the layers concerned
    /// @param gain the error less, relative to guessing
    public Found found(Evidence e, List<String> layers, double gain) {
        Stream<Measure> common = Stream.of(Words.gain("error, " + gained, gain), Words.left(e));
        List<Measure> evidence = Stream.concat(measures.stream(), common).toList();
        return Found.ill(confidence, layers, 0, evidence, headline, why);
    }
}
