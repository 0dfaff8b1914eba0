package iris;

import static org.gradus.junit.GradusAssertions.assertTrains;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class IrisTest {
    @Test
    void itTrains() {
        assertTrains(Path.of("iris.yaml"));
    }

    @Test
    void itRuns() throws IOException {
        Iris.main(new String[0]);
    }
}
