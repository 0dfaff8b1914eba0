package org.gradus.studio.lesson;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gradus.draw.Markup;
import org.gradus.draw.Picture;
import org.gradus.geometry.StationaryPoint;
import org.gradus.geometry.Walk;
import org.gradus.studio.arena.Courses;

/// Pictures of the chart kit with words in the reader's language.
final class Pictures {
    private static final Pattern WIDTH = Pattern.compile("viewBox=\"0 0 ([\\d.]+)");

    /// What a lesson calls otherwise than the chart kit does.
    private static final Map<String, String> WORDS = Map.of(
            "start", "svg.start",
            "start; drag it", "svg.start",
            "what is left of the gradient, as a size", "svg.left",
            "from output back, one node a step", "svg.back");

    /// What the chart kit says, by the names of its texts, the longest first, since some are part of others.
    private static final Map<String, Pattern> PHRASES = phrases();

    private static final Pattern TEXT = Pattern.compile(">([^<]+)<");

    /// How far a wide drawing shrinks before it scrolls, and how far a small one grows.
    private static final double LEAST = 0.8, MOST = 1.45;

    private Pictures() {}

    /// A picture with its reading.
    static String html(Picture picture, Texts texts, String reading) {
        String svg = picture.svg();
        for (Map.Entry<String, String> word : WORDS.entrySet())
            svg = svg.replace(">" + word.getKey() + "<", ">" + Markup.escape(texts.of(word.getValue())) + "<");
        String html = new Picture(picture.id(), picture.title(), reading, svg, picture.table()).toHtml();
        for (String head : List.of("loss", "at"))
            html = html.replace(
                    "<th scope=\"col\">" + head + "<", "<th scope=\"col\">" + texts.of("head." + head) + "<");
        return translated(html, texts)
                .replace(">How to read this<", ">" + texts.of("ui.read") + "<")
                .replace("<summary>Table<", "<summary>" + texts.of("ui.table") + "<");
    }

    private static Map<String, Pattern> phrases() {
        Texts english = Texts.in(Texts.LANGUAGES.getFirst());
        Map<String, Pattern> phrases = new LinkedHashMap<>();
        english.keys().stream()
                .filter(key -> key.startsWith("chart."))
                .sorted(Comparator.comparingInt(
                        (String key) -> -english.raw(key).length()))
                .forEach(key -> phrases.put(key, phrase(english.raw(key))));
        return phrases;
    }

    /// Finds a phrase between other words. A place in braces stands for a number or a name.
    private static Pattern phrase(String english) {
        StringBuilder pattern = new StringBuilder("(?<![\\p{L}\\d])");
        Matcher place = Texts.PLACE.matcher(english);
        int from = 0;
        while (place.find()) {
            pattern.append(Pattern.quote(english.substring(from, place.start())));
            pattern.append("(?<").append(place.group(1)).append(">[^\\s,;:]+?)");
            from = place.end();
        }
        return Pattern.compile(pattern.append(Pattern.quote(english.substring(from)))
                .append("(?![\\p{L}\\d])")
                .toString());
    }

    /// What the chart kit says in English, in another language.
    static String translated(String markup, Texts texts) {
        if (texts.language().equals(Texts.LANGUAGES.getFirst())) return markup;
        return TEXT.matcher(markup)
                .replaceAll(text -> Matcher.quoteReplacement(">" + words(text.group(1), texts) + "<"));
    }

    private static String words(String text, Texts texts) {
        String words = text;
        for (Map.Entry<String, Pattern> phrase : PHRASES.entrySet()) {
            words = phrase.getValue().matcher(words).replaceAll(found -> {
                Map<String, String> places = new HashMap<>();
                found.namedGroups().keySet().forEach(name -> places.put(name, found.group(name)));
                return Matcher.quoteReplacement(texts.of(phrase.getKey(), places));
            });
        }
        return words;
    }

    /// A drawing about as large as it is: a small one may grow, a wide one shrinks a little and scrolls beyond.
    static String sized(String figure) {
        Matcher width = WIDTH.matcher(figure);
        if (!width.find()) return figure;
        double wide = Double.parseDouble(width.group(1));
        String style =
                String.format(Locale.ROOT, "style=\"min-width:%.0fpx;max-width:%.0fpx\" ", LEAST * wide, MOST * wide);
        return figure.substring(0, width.start()) + style + figure.substring(width.start());
    }

    /// How a walk ended, as a sentence.
    static String ending(Courses.Course course, Courses.Run run, Texts texts) {
        Walk.End end = run.end();
        Walk walk = run.walk();
        double width =
                course.surface().domain().high() - course.surface().domain().low();
        boolean flat = end.kind() == Walk.Ending.MOVING && distance(walk.at(0), walk.at(walk.steps())) < width / 100;
        String kind = course.points().stream()
                .filter(p -> p.name().equals(end.point()))
                .map(StationaryPoint::kind)
                .map(k -> texts.of("kind." + k.name()))
                .findFirst()
                .orElse("");
        String key = flat ? "end.FLAT" : "end." + end.kind().name();
        return texts.of(key, Map.of("kind", kind, "point", end.point(), "step", String.valueOf(end.step())));
    }

    static double distance(List<Double> a, List<Double> b) {
        double sum = 0;
        for (int i = 0; i < a.size(); i++) sum += (a.get(i) - b.get(i)) * (a.get(i) - b.get(i));
        return Math.sqrt(sum);
    }
}
