package org.gradus.graph;

/// The line of the user's program at which an expression was made.
///
/// @param file the source file's name, or `?` when the class was compiled without it
/// @param line the line number, or -1 when unknown
public record Site(String file, int line) {
    private static final StackWalker WALKER = StackWalker.getInstance();
    private static final String LIBRARY = "org.gradus.";

    /// The innermost caller outside the library.
    static Site here() {
        return WALKER.walk(frames -> frames.filter(f -> !f.getClassName().startsWith(LIBRARY))
                        .findFirst())
                .map(f -> new Site(f.getFileName() == null ? "?" : f.getFileName(), f.getLineNumber()))
                .orElse(new Site("?", -1));
    }

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
