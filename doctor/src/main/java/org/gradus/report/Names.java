package org.gradus.report;

/// What two trainings are called beside each other.
///
/// @param a the first, as in a key
/// @param b the second
/// @param inA where the first is, in a sentence
/// @param inB where the second is
/// @param better whether the second is known to be the better one, and may be coloured so
record Names(String a, String b, String inA, String inB, boolean better) {
    /// A network before and after its cure.
    static final Names CURE = new Names("before", "after", "before", "after the cure", true);

    /// Two runs.
    static final Names RUNS = new Names("A", "B", "in A", "in B", false);

    /// `1e-9 before and 0.2 after the cure`.
    String both(String first, String second) {
        return first + " " + inA + " and " + second + " " + inB;
    }
}
