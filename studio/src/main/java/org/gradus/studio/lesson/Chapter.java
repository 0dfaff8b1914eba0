package org.gradus.studio.lesson;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.gradus.draw.Markup;
import org.gradus.geometry.OptimizerList;
import org.gradus.name.InputException;
import org.gradus.name.Shown;

/// One lesson at the state of an address: its controls, its live picture, and its question.
interface Chapter {
    /// The number that its texts begin with.
    int number();

    /// The numbers that its texts hold, by name.
    Map<String, String> numbers();

    /// Writes its controls, but for the one that is played.
    void controls(Markup out);

    /// The control that is played.
    Dial played();

    /// Where it stands.
    double at();

    /// Scenes to choose from, each with its address behind the `?`; empty for one scene only.
    default SequencedMap<String, String> scenes() {
        return new LinkedHashMap<>();
    }

    /// The key of the scene that is shown.
    default String scene() {
        return "";
    }

    /// The picture and what it says at this state, as markup.
    String live();

    /// Whether its picture needs the width of the page.
    default boolean wide() {
        return false;
    }

    /// A further address and its words; empty for none.
    default SequencedMap<String, String> links() {
        return new LinkedHashMap<>();
    }

    /// What stands below both columns, as markup.
    default String below() {
        return "";
    }

    /// Values of the controls that its thing to try leads to.
    String tried();

    /// Values of the controls that its question is about.
    String asked();

    /// The answers to choose from, each with its words; empty where the answer is a number.
    default SequencedMap<String, String> choices() {
        return new LinkedHashMap<>();
    }

    /// What is said of an answer.
    ///
    /// @throws InputException when it is none
    Verdict check(String given);

    /// The page that shows the same in full.
    String href();

    /// What is said of an answer.
    record Verdict(boolean right, String words) {}

    /// Reads an answer that is a number.
    static double number(String given, Texts texts) {
        try {
            return OptimizerList.number("", given.replace('−', '-'));
        } catch (InputException _) {
            throw new InputException(texts.of("ui.number", Map.of("given", "`" + Shown.brief(given) + "`")));
        }
    }
}
