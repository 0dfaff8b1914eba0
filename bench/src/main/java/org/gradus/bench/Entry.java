package org.gradus.bench;

/// Who takes part: a library on a number of threads.
record Entry(Library library, int threads) {}
