package org.gradus.graph;

import java.util.List;

/// The line of the user's program at which an expression was made.
///
/// @param file the source file's name, or `?` when the class was compiled without it
/// @param line the line number, or -1 when unknown
public record Site(String file, int line) {
    private static final StackWalker WALKER = StackWalker.getInstance();

    /// Who makes expressions for a user: the library, and the JDK's collections and streams calling it back.
    private static final List<String> NOT_THE_USER = List.of("org.gradus.", "java.", "jdk.");

    /// The innermost caller outside the library and the JDK.
    static Site here() {
        return WALKER.walk(
                        frames -> frames.filter(f -> isUser(f.getClassName())).findFirst())
                .map(f -> new Site(f.getFileName() == null ? "?" : f.getFileName(), f.getLineNumber()))
                .orElse(new Site("?", -1));
    }

    private static boolean isUser(String className) {
        for (String library : NOT_THE_USER) if (className.startsWith(library)) return false;
        return true;
    }

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
