package org.gradus.studio.lesson;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gradus.name.Shown;
import org.gradus.studio.web.Refused;
import org.gradus.studio.web.Request;

/// All texts of the lessons in one language, from the file `texts.LANGUAGE.properties`. A name in braces, such as
/// `{loss}`, stands for a number that is computed when the text is shown.
final class Texts {
    /// The languages, as HTML names them; the first is for readers who prefer none of them.
    static final List<String> LANGUAGES = List.of("en", "ko");

    /// A place for a number.
    static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

    private static final List<Texts> ALL = LANGUAGES.stream().map(Texts::read).toList();

    private final String language;
    private final Properties texts;

    private Texts(String language, Properties texts) {
        this.language = language;
        this.texts = texts;
    }

    private static Texts read(String language) {
        String file = "texts." + language + ".properties";
        Properties texts = new Properties();
        try (InputStream in = Texts.class.getResourceAsStream(file)) {
            if (in == null) throw new IllegalStateException(file + ": missing beside " + Texts.class.getName());
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Texts(language, texts);
    }

    /// Those of a language.
    static Texts in(String language) {
        return ALL.get(LANGUAGES.indexOf(language));
    }

    /// Those in the language of the address, `lang=ko`, else in the one that the browser prefers.
    ///
    /// @throws Refused when the address names another
    static Texts of(Request request) {
        String named = request.value("lang");
        if (named.isEmpty()) return in(preferred(request.languages()));
        if (LANGUAGES.contains(named)) return in(named);
        throw Refused.bad("lang: expected " + String.join(" or ", LANGUAGES) + ", found " + Shown.brief(named));
    }

    /// The first of the languages by its weight in a header such as `ko-KR,ko;q=0.9,en;q=0.8`.
    static String preferred(String header) {
        String best = LANGUAGES.getFirst();
        double most = 0;
        for (String part : header.split(",")) {
            String[] words = part.strip().split(";");
            String language = words[0].strip().split("-")[0].toLowerCase(java.util.Locale.ROOT);
            double weight = words.length > 1 ? weight(words[1].strip()) : 1;
            if (!LANGUAGES.contains(language) || weight <= most) continue;
            best = language;
            most = weight;
        }
        return best;
    }

    private static double weight(String text) {
        try {
            return text.startsWith("q=") ? Double.parseDouble(text.substring(2)) : 0;
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    /// The language, as HTML names it.
    String language() {
        return language;
    }

    /// The names of all texts.
    SortedSet<String> keys() {
        return new TreeSet<>(texts.stringPropertyNames());
    }

    /// A text as it stands in the file.
    String raw(String key) {
        String text = texts.getProperty(key);
        if (text == null) throw new IllegalStateException("texts." + language + ".properties: no " + key);
        return text;
    }

    /// A text without numbers.
    String of(String key) {
        return of(key, Map.of());
    }

    /// A text with its numbers.
    ///
    /// @param numbers by their names; more than the text has is no error
    String of(String key, Map<String, String> numbers) {
        Matcher place = PLACE.matcher(raw(key));
        StringBuilder out = new StringBuilder();
        while (place.find()) {
            String number = numbers.get(place.group(1));
            if (number == null) throw new IllegalStateException(key + ": no number for " + place.group());
            place.appendReplacement(out, Matcher.quoteReplacement(number));
        }
        return place.appendTail(out).toString();
    }
}
