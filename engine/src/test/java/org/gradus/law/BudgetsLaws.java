package org.gradus.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The budgets themselves, on sources written for them.
class BudgetsLaws {
    @TempDir
    Path root;

    @Test
    void aShortFileIsWithinBudget() throws IOException {
        write("/// Something.\npublic final class Planted {\n" + method(Budgets.METHOD) + "}\n");
        assertThat(measured().violations()).isEmpty();
    }

    @Test
    void aMethodOneLineTooLongIsNamed() throws IOException {
        write("final class Planted {\n" + method(Budgets.METHOD + 1) + "}\n");
        assertThat(measured().violations()).containsExactly("Planted.grow has 41 lines of 40");
    }

    @Test
    void aMethodsDocumentationIsNotItsLength() throws IOException {
        write("final class Planted {\n/// Grows.\n///\n/// Slowly.\n" + method(Budgets.METHOD) + "}\n");
        assertThat(measured().violations()).isEmpty();
    }

    @Test
    void aFileOneLineTooLongIsNamed() throws IOException {
        write("final class Planted {\n" + "// more\n".repeat(Budgets.FILE - 1) + "}\n");
        assertThat(measured().violations()).containsExactly("Planted has 401 lines of 400");
    }

    @Test
    void aPublicTypeWithoutDocumentationIsNamed() throws IOException {
        write(
                "// no documentation\npublic final class Planted {\n    /** Old style. */\n    public record Inner() {}\n}\n");
        assertThat(measured().violations()).containsExactly("Planted is public and has no documentation");
    }

    private Budgets measured() {
        return Budgets.measure("planted", root);
    }

    private static String method(int lines) {
        return "    void grow() {\n" + "        // more\n".repeat(lines - 2) + "    }\n";
    }

    private void write(String source) throws IOException {
        Files.writeString(root.resolve("Planted.java"), source);
    }
}
