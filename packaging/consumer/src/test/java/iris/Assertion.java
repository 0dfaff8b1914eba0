package iris;

import static org.gradus.junit.GradusAssertions.assertTrains;

import java.nio.file.Path;

/// The program and the assertion, without any test framework.
final class Assertion {
    private Assertion() {}

    public static void main(String[] args) throws Exception {
        Iris.main(args);
        assertTrains(Path.of("iris.yaml"));
        System.out.println("assertTrains holds");
    }
}
