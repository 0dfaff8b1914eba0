package org.gradus.studio.it;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A studio of a test's own, in which trainings are started from the form.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TrainingPages {
    static final String SMALL = "/train?data=spirals&depth=4&width=16&activation=tanh&batch=16&epochs=200";

    @TempDir
    static Path folder;

    House house;
    Visit visit;

    @BeforeAll
    void start() {
        house = House.over(folder);
        visit = new Visit(house.origin());
    }

    @AfterEach
    void quiet() {
        visit.quiet();
    }

    @AfterAll
    void close() {
        visit.close();
        house.close();
    }

    /// Starts what the form says.
    void begin() {
        visit.all("#start").click();
        visit.page().waitForURL("**/run/*");
    }

    double step() {
        return visit.number("+document.querySelector('[data-live=step]').textContent");
    }

    static String step(String comparison) {
        return "+document.querySelector('[data-live=step]').textContent " + comparison;
    }

    void stop() {
        visit.all("#order-stop").click();
        visit.until("document.getElementById('order-resume')");
    }
}
